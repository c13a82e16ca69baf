package io.drinkd.appliance;

import io.drinkd.appliance.control.command.Drivers;
import io.drinkd.appliance.plugin.DriverFolder;
import io.drinkd.appliance.plugin.PluginInstaller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The drivers that the next start of the appliance will find, where none runs. */
final class FolderDrivers implements Drivers {

  private final Path folder;
  private final Path unpacked;
  private final Supplier<List<DriverModels.Wanted>> machines;
  private final PluginInstaller installer;

  /**
   * @param unpacked where a plugin is copied while it is looked at
   * @param machines finds the machines of the configuration
   */
  FolderDrivers(Path folder, Path unpacked, Supplier<List<DriverModels.Wanted>> machines) {
    this.folder = folder;
    this.unpacked = unpacked;
    this.machines = machines;
    this.installer = new PluginInstaller(folder, unpacked);
  }

  private interface Look<T> {
    T at(DriverFolder drivers);
  }

  private <T> T look(Look<T> look) throws IOException {
    try (DriverFolder drivers = DriverFolder.inPlace(folder, unpacked)) {
      return look.at(drivers);
    }
  }

  @Override
  public List<Model> models() throws IOException {
    return look(drivers -> DriverModels.of(drivers.drivers(), machines.get()));
  }

  @Override
  public List<String> refused() throws IOException {
    return look(DriverFolder::refused);
  }

  @Override
  public List<String> install(String file, byte[] content) throws IOException {
    return installer.install(file, content);
  }

  @Override
  public boolean canRemove(String file) {
    return installer.has(file);
  }

  @Override
  public void remove(String file) throws IOException {
    installer.remove(file);
  }
}
