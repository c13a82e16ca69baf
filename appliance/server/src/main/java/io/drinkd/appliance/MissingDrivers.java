package io.drinkd.appliance;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.SettingsError;
import io.drinkd.appliance.plugin.DriverFolder;
import io.drinkd.appliance.plugin.LoadedDriver;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Machines whose model no driver drives. That is a mistake when the configuration is checked; an
 * appliance that runs lets such a machine wait, for its driver may come, and one broken plugin must
 * not keep all other machines from being started again.
 */
final class MissingDrivers {

  private MissingDrivers() {}

  static List<SettingsError> find(ApplianceSettings settings, DriverFolder drivers) {
    Set<String> models =
        drivers.drivers().stream()
            .map(LoadedDriver::model)
            .collect(Collectors.toCollection(TreeSet::new));
    return settings.machines().stream()
        .filter(machine -> !models.contains(machine.board().driver()))
        .map(
            machine ->
                new SettingsError(
                    Path.of("machines", machine.id() + ".yaml"),
                    "driver",
                    machine.board().driver(),
                    "a model that has a driver in " + drivers.path() + ": " + models))
        .toList();
  }
}
