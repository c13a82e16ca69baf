package io.drinkd.appliance.config;

import io.drinkd.appliance.config.MachineSettings.DialIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Checks that each board that dials in has a port to do so, and that no two log in with one
 * password at one place. Whether those that do not log in can be told apart depends on their
 * drivers: see {@link SameBoard}.
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
      return;
    }
    OptionalInt own = ((DialIn) machine.board().link()).port();
    if (own.isPresent() && isTaken(settings, own.getAsInt())) {
      wrong(
          machine,
          "port",
          String.valueOf(own.getAsInt()),
          "a port that appliance.yaml has for nothing else");
    }
  }

  private static boolean isTaken(ApplianceSettings settings, int port) {
    AcceptSettings all = settings.boards().orElseThrow();
    return port == all.port()
        || settings.listeners().stream().anyMatch(one -> one.endpoint().meets(all.host(), port));
  }

  private void requireDifference(MachineSettings machine, List<MachineSettings> before) {
    before.stream()
        .filter(other -> machine.board().password().isPresent())
        .filter(other -> machine.board().password().equals(other.board().password()))
        .filter(other -> !haveDifferentPlaces(machine, other))
        .findFirst()
        .ifPresent(
            other ->
                wrong(
                    machine,
                    "password",
                    "the password of " + file(other) + ", whose board dials in too",
                    "another password, or an address: in both files, or a port: of its own"));
  }

  private static boolean haveDifferentPlaces(MachineSettings one, MachineSettings other) {
    return ((DialIn) one.board().link()).excludes((DialIn) other.board().link());
  }

  private void wrong(MachineSettings machine, String key, String found, String expected) {
    errors.add(new SettingsError(file(machine), key, found, expected));
  }

  private Path file(MachineSettings machine) {
    return folder.resolve("machines").resolve(machine.id() + ".yaml");
  }
}
