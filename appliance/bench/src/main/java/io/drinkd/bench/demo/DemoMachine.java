package io.drinkd.bench.demo;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A machine as its file describes it. */
record DemoMachine(String id, List<DemoSlot> slots) {

  private static final String ENDING = ".yaml";

  /** What a slot holds at first. */
  record DemoSlot(int number, String item, long price, int count) {}

  /**
   * Those of a configuration.
   *
   * @throws IOException if a file cannot be read
   */
  static List<DemoMachine> all(Path conf) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(conf.resolve("machines"))) {
      files = listed.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
    List<DemoMachine> machines = new ArrayList<>();
    for (Path file : files) {
      machines.add(read(file));
    }
    return machines;
  }

  private static DemoMachine read(Path file) throws IOException {
    Map<String, Object> machine;
    try (Reader reader = Files.newBufferedReader(file)) {
      machine = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
    }
    List<DemoSlot> slots = new ArrayList<>();
    for (Object one : (List<?>) machine.get("slots")) {
      Map<?, ?> slot = (Map<?, ?>) one;
      slots.add(
          new DemoSlot(
              number(slot, "slot"),
              (String) slot.get("item"),
              number(slot, "price"),
              number(slot, "count")));
    }
    String name = file.getFileName().toString();
    return new DemoMachine(name.substring(0, name.length() - ENDING.length()), slots);
  }

  private static int number(Map<?, ?> slot, String key) {
    return ((Number) slot.get(key)).intValue();
  }
}
