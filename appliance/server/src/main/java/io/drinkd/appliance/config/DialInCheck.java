package io.drinkd.appliance.config;

import io.drinkd.appliance.config.MachineSettings.DialIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that each board that dials in can be distinguished from all others by its password or its
 * address.
 */
final class DialInCheck {

  private final Path folder;
  private final List<SettingsError> errors;

  DialInCheck(Path folder, List<SettingsError> errors) {
    this.folder = folder;
    this.errors = errors;
  }

  void check(ApplianceSettings settings) {
    List<MachineSettings> before = new ArrayList<>();
    for (MachineSettings machine : settings.machines()) {
      if (machine.board().link() instanceof DialIn) {
        requirePort(settings, machine);
        requireDifference(machine, before);
        before.add(machine);
      }
    }
  }

  private void requirePort(ApplianceSettings settings, MachineSettings machine) {
    if (settings.boards().isEmpty()) {
      wrong(
          machine,
          "accept",
          "true, but no port for boards in appliance.yaml",
          "boards: { accept: { host: 0.0.0.0, port: 4343 } } there, or connect: here");
    }
  }

  private void requireDifference(MachineSettings machine, List<MachineSettings> before) {
    before.stream()
        .filter(other -> machine.board().password().equals(other.board().password()))
        .filter(other -> !comeFromDifferentAddresses(machine, other))
        .findFirst()
        .ifPresent(
            other ->
                wrong(
                    machine,
                    "password",
                    "the password of " + file(other) + ", whose board dials in too",
                    "another password, or an address: in both files"));
  }

  private static boolean comeFromDifferentAddresses(MachineSettings one, MachineSettings other) {
    Optional<String> first = ((DialIn) one.board().link()).address();
    Optional<String> second = ((DialIn) other.board().link()).address();
    return first.isPresent() && second.isPresent() && !first.equals(second);
  }

  private void wrong(MachineSettings machine, String key, String found, String expected) {
    errors.add(new SettingsError(file(machine), key, found, expected));
  }

  private Path file(MachineSettings machine) {
    return folder.resolve("machines").resolve(machine.id() + ".yaml");
  }
}
