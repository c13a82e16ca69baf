package io.drinkd.appliance;

import io.drinkd.appliance.control.command.Drivers;
import io.drinkd.appliance.plugin.DriverFolders;
import io.drinkd.appliance.plugin.PluginInstaller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The drivers that the next start of the appliance will find, where none runs. */
final class FolderDrivers implements Drivers {

  private final List<Path> folders;
  private final Path unpacked;
  private final Supplier<List<DriverModels.Wanted>> machines;
  private final PluginInstaller installer;

  /**
   * @param folders at least one; the last has precedence
   * @param unpacked where a plugin is copied while it is looked at
   * @param machines finds the machines of the configuration
   */
  FolderDrivers(List<Path> folders, Path unpacked, Supplier<List<DriverModels.Wanted>> machines) {
    this.folders = folders;
    this.unpacked = unpacked;
    this.machines = machines;
    this.installer = new PluginInstaller(folders, unpacked);
  }

  private interface Look<T> {
    T at(DriverFolders drivers);
  }

  private <T> T look(Look<T> look) throws IOException {
    try (DriverFolders drivers = DriverFolders.inPlace(folders, unpacked)) {
      return look.at(drivers);
    }
  }

  @Override
  public List<Model> models() throws IOException {
    return look(drivers -> DriverModels.of(drivers.drivers(), machines.get()));
  }

  @Override
  public List<String> refused() throws IOException {
    return look(DriverFolders::refused);
  }

  @Override
  public List<String> install(String file, Content content) throws IOException {
    return installer.install(file, content::copyTo);
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
