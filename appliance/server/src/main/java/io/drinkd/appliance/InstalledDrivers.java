package io.drinkd.appliance;

import io.drinkd.appliance.control.command.Drivers;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.plugin.DriverFolders;
import io.drinkd.appliance.plugin.LoadedDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The drivers in the folders of plugins, and the machines that use or miss them. */
record InstalledDrivers(DriverFolders folders, Machines machines) implements Drivers {

  @Override
  public List<Model> models() {
    var missing = new TreeSet<String>();
    machines.all().forEach(machine -> missing.add(model(machine)));
    List<Model> models = new ArrayList<>();
    for (LoadedDriver driver : folders.drivers()) {
      missing.remove(driver.model());
      Plugin plugin = new Plugin(driver.version(), driver.file().getFileName().toString());
      models.add(new Model(driver.model(), Optional.of(plugin), of(driver.model())));
    }
    missing.forEach(model -> models.add(new Model(model, Optional.empty(), of(model))));
    return models;
  }

  private List<String> of(String model) {
    return machines.all().stream()
        .filter(machine -> model(machine).equals(model))
        .map(Machine::id)
        .toList();
  }

  private static String model(Machine machine) {
    return machine.settings().board().driver();
  }

  @Override
  public List<String> refused() {
    return folders.refused().stream().map(String::valueOf).toList();
  }
}
