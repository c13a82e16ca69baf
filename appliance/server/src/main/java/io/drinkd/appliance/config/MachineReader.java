package io.drinkd.appliance.config;

import io.drinkd.appliance.config.MachineSettings.DialIn;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.Link;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.configuration2.tree.ImmutableNode;

/** Reads the files of the folder {@code machines}. */
final class MachineReader {

  private static final String ENDING = ".yaml";
  private static final HostAndPort NOWHERE = new HostAndPort("", 0);
  private static final Map<String, Setting> TABLE = Section.table(SettingsTable.MACHINE);

  private final Path folder;
  private final SecretReader secrets;
  private final List<SettingsError> errors;
  private final Map<String, Path> filesByName = new HashMap<>();
  private final Map<String, Path> filesByAddress = new HashMap<>();

  /**
   * @param folder the folder {@code machines} itself
   */
  MachineReader(Path folder, SecretReader secrets, List<SettingsError> errors) {
    this.folder = folder;
    this.secrets = secrets;
    this.errors = errors;
  }

  /** The machines in the order of their ids. */
  List<MachineSettings> read() {
    List<Path> files = files();
    // All ids first: an alias must be none of them, whichever file comes first.
    files.forEach(file -> filesByName.put(id(file), file));
    List<MachineSettings> machines = new ArrayList<>(files.size());
    for (Parsed parsed : parse(files)) {
      errors.addAll(parsed.errors);
      parsed
          .node
          .map(node -> new Section(parsed.file, node, TABLE, errors))
          .ifPresent(section -> machines.add(machine(parsed.file, section)));
    }
    return List.copyOf(machines);
  }

  private record Parsed(Path file, Optional<ImmutableNode> node, List<SettingsError> errors) {}

  /** On all processors, because in a house of a thousand machines it is most of the start. */
  private static List<Parsed> parse(List<Path> files) {
    int parts = Math.min(files.size(), Runtime.getRuntime().availableProcessors());
    List<CompletableFuture<List<Parsed>>> parsing = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      List<Path> some =
          files.subList(files.size() * part / parts, files.size() * (part + 1) / parts);
      parsing.add(CompletableFuture.supplyAsync(() -> parseAll(some)));
    }
    return parsing.stream().flatMap(some -> some.join().stream()).toList();
  }

  private static List<Parsed> parseAll(List<Path> files) {
    YamlFiles yaml = new YamlFiles();
    List<Parsed> parsed = new ArrayList<>();
    for (Path file : files) {
      List<SettingsError> errors = new ArrayList<>();
      parsed.add(new Parsed(file, yaml.read(file, errors), errors));
    }
    return parsed;
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path file : entries) {
        if (isMachine(file)) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      wrong(folder, "no folder that can be read", "a folder with one file a machine");
      return List.of();
    }
    if (files.isEmpty()) {
      wrong(folder, "no machine", "at least one file such as d.yaml, named by the machine's id");
    }
    files.sort(Comparator.comparing(MachineReader::id));
    return files;
  }

  private boolean isMachine(Path file) {
    String name = file.getFileName().toString();
    // What editors leave behind, and what an admin puts aside.
    if (name.startsWith(".") || name.endsWith("~")) {
      return false;
    }
    if (!name.endsWith(ENDING) || !Words.isWord(id(file)) || !Files.isRegularFile(file)) {
      String what = Files.isRegularFile(file) ? "a file of this name" : "what is no file";
      wrong(
          file,
          what,
          "the machine's id and "
              + ENDING
              + ", the id "
              + Words.RULE
              + " (a dot in front puts a file aside)");
      return false;
    }
    return true;
  }

  private MachineSettings machine(Path file, Section machine) {
    return new MachineSettings(
        id(file),
        machine.text("name"),
        aliases(file, machine),
        machine.text("location"),
        publicAddress(file, machine),
        machine.text("driver"),
        link(machine),
        secrets.read(machine),
        machine.duration("timeout"),
        machine.duration("guard-time"),
        slots(machine));
  }

  private List<String> aliases(Path file, Section machine) {
    List<String> aliases = machine.words("aliases");
    for (String alias : aliases) {
      Path taken = filesByName.putIfAbsent(alias, file);
      if (taken != null) {
        machine.wrong(
            "aliases",
            Values.shown(alias) + ", which names the machine of " + taken + " already",
            "a name that no machine has");
      }
    }
    return aliases;
  }

  private Optional<String> publicAddress(Path file, Section machine) {
    Optional<String> text = machine.optionalText("public-address");
    Optional<String> address = text.flatMap(Addresses::literal);
    if (text.isPresent() && address.isEmpty()) {
      machine.wrong(
          "public-address", Values.shown(text.get()), "an address such as 10.0.0.7 or fd00::7");
    }
    address
        .map(literal -> filesByAddress.putIfAbsent(literal, file))
        .ifPresent(
            taken ->
                machine.wrong(
                    "public-address",
                    "the address of " + taken,
                    "an address that no other machine has"));
    return address;
  }

  private static Link link(Section machine) {
    boolean accept = machine.optionalFlag("accept").orElse(false);
    boolean connect = machine.has("connect");
    if (accept == connect) {
      machine.wrong(
          accept ? "accept" : "connect",
          accept ? "connect and accept" : "neither connect nor accept",
          "one of them: host:port where its board is dialled, or accept: true if it dials in");
    }
    if (machine.has("address") && !accept) {
      machine.wrong("address", "it without accept: true", "the one with the other");
    }
    return accept ? new DialIn(address(machine)) : connect(machine);
  }

  private static Optional<String> address(Section machine) {
    Optional<String> text = machine.optionalText("address");
    Optional<String> address = text.flatMap(Addresses::literal);
    if (text.isPresent() && address.isEmpty()) {
      machine.wrong("address", Values.shown(text.get()), "an address such as 10.0.0.7 or fd00::7");
    }
    return address;
  }

  private static HostAndPort connect(Section machine) {
    String text = machine.text("connect");
    Optional<HostAndPort> connect = Addresses.hostAndPort(text);
    if (connect.isEmpty() && !text.isEmpty()) {
      machine.wrong(
          "connect", Values.shown(text), "host:port with a port from 1 to 65535: 10.0.0.5:4343");
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

  private void wrong(Path file, String found, String expected) {
    errors.add(new SettingsError(file, "", found, expected));
  }

  private static String id(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }
}
