package io.drinkd.appliance.config;

import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.Contents;
import io.drinkd.appliance.config.MachineSettings.GivenTimes;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;

/** Reads files of machines, each for itself. To be used by one thread. */
final class MachineFileReader {

  static final String ENDING = ".yaml";

  private static final String UNREAD = "";
  private static final Keys KEYS = Keys.of(SettingsTable.MACHINE);

  private final YamlFiles yaml;
  private final Optional<SecretReader> secrets;
  private final BoardLinkReader links;
  private final SettingsTrail trail;

  /** Those that files have in common, see {@link Section#shared}. */
  private final Map<List<ImmutableNode>, List<SlotSettings>> slots = new HashMap<>();

  /** The same of passwords. */
  private final Map<List<ImmutableNode>, Optional<SecretText>> passwords = new HashMap<>();

  MachineFileReader(Optional<SecretReader> secrets, BoardLinkReader links, SettingsTrail trail) {
    this.yaml = new YamlFiles(trail);
    this.trail = trail;
    this.secrets = secrets;
    this.links = links;
  }

  /**
   * A file that was read.
   *
   * @param machine empty only if it cannot be read at all
   * @param errors the mistakes in it
   */
  record MachineFile(Path file, Optional<MachineSettings> machine, List<SettingsError> errors) {}

  MachineFile read(Path file) {
    List<SettingsError> errors = new ArrayList<>();
    Optional<MachineSettings> machine =
        yaml.read(file, errors)
            .map(node -> new Section(file, node, KEYS, errors, trail))
            .map(section -> machine(id(file), section));
    return new MachineFile(file, machine, errors);
  }

  /** The id of the machine of a file, by the file's name. */
  static String id(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }

  private MachineSettings machine(String id, Section machine) {
    return new MachineSettings(
        id,
        machine.text("name"),
        machine.words("aliases"),
        machine.text("location"),
        BoardLinkReader.address(machine, "public-address"),
        new BoardAccess(
            machine.text("driver"),
            links.link(machine),
            links.tls(machine),
            machine.shared("password", passwords, () -> password(machine)),
            new GivenTimes(
                time(machine, "timeout"), time(machine, "guard-time"), time(machine, "pause")),
            machine.texts("settings")),
        new Contents(
            machine.shared("slots", slots, () -> slots(machine)),
            machine.optionalTemperature("cold")));
  }

  private Optional<SecretText> password(Section machine) {
    return machine.has("password")
        ? Optional.of(
            new SecretText(secrets.map(readable -> readable.text(machine)).orElse(UNREAD)))
        : Optional.empty();
  }

  private static List<SlotSettings> slots(Section machine) {
    Set<Long> seen = new HashSet<>();
    List<SlotSettings> slots = new ArrayList<>();
    for (Section slot : machine.sections("slots")) {
      Optional<Long> number = slot.optionalNumber("slot");
      if (number.isPresent() && !seen.add(number.get())) {
        slot.wrong("slot", String.valueOf(number.get()), "a number that no slot before it has");
      }
      slots.add(
          new SlotSettings(
              number.map(Math::toIntExact).orElse(0),
              slot.text("item"),
              slot.number("price"),
              slot.number("count")));
    }
    slots.sort(Comparator.comparingInt(SlotSettings::slot));
    return List.copyOf(slots);
  }

  /** Which one holds where a file has none is known once its driver is loaded. */
  private static Optional<Duration> time(Section machine, String key) {
    Optional<Duration> given = machine.optionalDuration(key);
    if (given.isEmpty()) {
      machine.holds(key, "as its driver suggests");
    }
    return given;
  }
}
