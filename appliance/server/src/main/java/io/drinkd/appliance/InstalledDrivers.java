package io.drinkd.appliance;

import io.drinkd.appliance.control.command.Drivers;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.plugin.DriverFolders;
import io.drinkd.appliance.plugin.PluginInstaller;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * The drivers of a running appliance, and the machines that use or miss them.
 *
 * @param watch notices what is changed in the folders
 */
record InstalledDrivers(
    DriverFolders folders,
    PluginInstaller installer,
    Supplier<DriverWatch> watch,
    Machines machines)
    implements Drivers {

  @Override
  public List<Model> models() {
    return DriverModels.of(
        folders.drivers(),
        machines.all().stream()
            .map(
                machine ->
                    new DriverModels.Wanted(machine.id(), machine.settings().board().driver()))
            .toList());
  }

  @Override
  public List<String> refused() {
    return folders.refused();
  }

  @Override
  public List<String> install(String file, Content content) throws IOException {
    List<String> models = installer.install(file, content::copyTo);
    awaitNoticed();
    return models;
  }

  @Override
  public boolean canRemove(String file) {
    return installer.has(file);
  }

  @Override
  public void remove(String file) throws IOException {
    installer.remove(file);
    awaitNoticed();
  }

  /** A file is loaded when it was the same at two looks. */
  private void awaitNoticed() throws IOException {
    try {
      watch.get().lookNow();
      watch.get().lookNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the appliance is stopping; the next start notices the change", e);
    } catch (ExecutionException e) {
      throw new IOException("the change was not noticed yet; see the log of drinkd", e);
    }
  }
}
