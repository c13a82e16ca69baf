package io.drinkd.appliance.config;

import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.Contents;
import io.drinkd.appliance.config.MachineSettings.DialIn;
import io.drinkd.appliance.config.MachineSettings.GivenTimes;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.Link;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads files of machines, each for itself. To be used by one thread. */
final class MachineFileReader {

  static final String ENDING = ".yaml";

  private static final HostAndPort NOWHERE = new HostAndPort("", 0);
  private static final String UNREAD = "";
  private static final Keys KEYS = Keys.of(SettingsTable.MACHINE);

  private final YamlFiles yaml;
  private final Optional<SecretReader> secrets;
  private final List<SettingsError> errors;
  private final SettingsTrail trail;

  MachineFileReader(
      Optional<SecretReader> secrets, List<SettingsError> errors, SettingsTrail trail) {
    this.yaml = new YamlFiles(trail);
    this.trail = trail;
    this.secrets = secrets;
    this.errors = errors;
  }

  /** Empty only if the file cannot be read at all; the mistakes in it are among the errors. */
  Optional<MachineSettings> read(Path file) {
    return yaml.read(file, errors)
        .map(node -> new Section(file, node, KEYS, errors, trail))
        .map(section -> machine(id(file), section));
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
        address(machine, "public-address"),
        new BoardAccess(
            machine.text("driver"),
            link(machine),
            password(machine),
            new GivenTimes(
                time(machine, "timeout"), time(machine, "guard-time"), time(machine, "pause")),
            machine.texts("settings")),
        new Contents(slots(machine), machine.optionalTemperature("cold")));
  }

  private Optional<SecretText> password(Section machine) {
    return machine.has("password")
        ? Optional.of(
            new SecretText(secrets.map(readable -> readable.text(machine)).orElse(UNREAD)))
        : Optional.empty();
  }

  private static Link link(Section machine) {
    Optional<Boolean> flag = machine.optionalFlag("accept");
    if (machine.has("accept") && flag.isEmpty()) {
      // What else is wrong depends on what is meant by it.
      return NOWHERE;
    }
    boolean accept = flag.orElse(false);
    boolean connect = machine.has("connect");
    if (accept == connect) {
      machine.wrong(
          accept ? "accept" : "connect",
          accept ? "connect and accept" : "neither connect nor accept",
          "one of them: host:port where its board is dialled, or accept: true if it dials in");
    }
    if (accept && !machine.has("password")) {
      machine.wrong(
          "password",
          "nothing",
          "where the board's password is kept: a board that dials in is known by it");
    }
    if (machine.has("address") && !accept) {
      machine.wrong("address", "it without accept: true", "the one with the other");
    }
    return accept ? new DialIn(address(machine, "address")) : connect(machine);
  }

  private static Optional<String> address(Section machine, String key) {
    Optional<String> text = machine.optionalText(key);
    Optional<String> address = text.flatMap(Addresses::literal);
    if (text.isPresent() && address.isEmpty()) {
      machine.wrong(key, Values.shown(text.get()), "an address such as 192.0.2.7 or fd00::7");
    }
    return address;
  }

  private static HostAndPort connect(Section machine) {
    String text = machine.text("connect");
    Optional<HostAndPort> connect = Addresses.hostAndPort(text);
    if (connect.isEmpty() && !text.isEmpty()) {
      machine.wrong(
          "connect",
          Values.shown(text),
          "host:port, a name or an address and a port from 1 to 65535: 192.0.2.5:4343");
    }
    return connect.orElse(NOWHERE);
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
