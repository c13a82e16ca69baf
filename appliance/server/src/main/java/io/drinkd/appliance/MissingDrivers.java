package io.drinkd.appliance;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.SettingsError;
import io.drinkd.appliance.plugin.DriverFolders;
import io.drinkd.appliance.plugin.LoadedDriver;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Machines for whose model there is no driver. When the configuration is checked that is an error,
 * and so it is where a running machine would lose its driver by it; otherwise an appliance lets
 * such a machine wait, because its driver may still come, and one broken plugin must not keep all
 * other machines from starting.
 */
final class MissingDrivers {

  private MissingDrivers() {}

  static List<SettingsError> find(List<MachineSettings> machines, DriverFolders drivers) {
    Set<String> models =
        drivers.drivers().stream()
            .map(LoadedDriver::model)
            .collect(Collectors.toCollection(TreeSet::new));
    return machines.stream()
        .filter(machine -> !models.contains(machine.board().driver()))
        .map(
            machine ->
                new SettingsError(
                    Path.of("machines", machine.id() + ".yaml"),
                    "driver",
                    machine.board().driver(),
                    "a model that has a driver in "
                        + drivers.shown()
                        + ": "
                        + models
                        + near(machine.board().driver(), models)))
        .toList();
  }

  private static String near(String model, Set<String> models) {
    LevenshteinDistance distance = new LevenshteinDistance(2);
    return models.stream()
        .filter(known -> distance.apply(model, known) >= 0)
        .min(Comparator.comparing(known -> distance.apply(model, known)))
        .map(known -> "; did you mean " + known + "?")
        .orElse("");
  }
}
