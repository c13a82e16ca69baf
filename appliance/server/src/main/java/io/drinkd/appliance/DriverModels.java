package io.drinkd.appliance;

import io.drinkd.appliance.control.command.Drivers.Model;
import io.drinkd.appliance.control.command.Drivers.Plugin;
import io.drinkd.appliance.plugin.LoadedDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Which models of boards there are: those with a driver, and those that machines wait for. */
final class DriverModels {

  /** A machine, and the model of its board. */
  record Wanted(String machine, String model) {}

  private DriverModels() {}

  static List<Model> of(List<LoadedDriver> drivers, List<Wanted> machines) {
    var missing = new TreeSet<String>();
    machines.forEach(machine -> missing.add(machine.model()));
    List<Model> models = new ArrayList<>();
    for (LoadedDriver driver : drivers) {
      missing.remove(driver.model());
      Plugin plugin = new Plugin(driver.version(), driver.file().getFileName().toString());
      models.add(new Model(driver.model(), Optional.of(plugin), having(driver.model(), machines)));
    }
    missing.forEach(
        model -> models.add(new Model(model, Optional.empty(), having(model, machines))));
    return models;
  }

  private static List<String> having(String model, List<Wanted> machines) {
    return machines.stream()
        .filter(machine -> machine.model().equals(model))
        .map(Wanted::machine)
        .toList();
  }
}
