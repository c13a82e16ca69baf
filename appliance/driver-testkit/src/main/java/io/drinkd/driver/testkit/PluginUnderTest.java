package io.drinkd.driver.testkit;

import io.drinkd.driver.MachineDriver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds the driver of the plugin on the class path, by the same index as the appliance. */
final class PluginUnderTest {

  private static final String INDEX = "META-INF/extensions.idx";

  private PluginUnderTest() {}

  /**
   * A new instance of the plugin's driver.
   *
   * @throws AssertionError if the plugin has no driver, or more than one
   */
  static MachineDriver driver() throws IOException {
    List<MachineDriver> drivers = new ArrayList<>();
    for (String name : indexed()) {
      if (instance(name) instanceof MachineDriver driver) {
        drivers.add(driver);
      }
    }
    if (drivers.size() != 1) {
      throw new AssertionError(
          "Found "
              + drivers.size()
              + " drivers in "
              + INDEX
              + ", expected one: a class with @Extension that implements MachineDriver");
    }
    return drivers.get(0);
  }

  private static List<String> indexed() throws IOException {
    List<String> names = new ArrayList<>();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (URL index : Collections.list(loader.getResources(INDEX))) {
      try (var reader =
          new BufferedReader(new InputStreamReader(index.openStream(), StandardCharsets.UTF_8))) {
        reader
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .forEach(names::add);
      }
    }
    return names;
  }

  private static Object instance(String name) {
    try {
      return Class.forName(name, true, Thread.currentThread().getContextClassLoader())
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(
          name
              + " in "
              + INDEX
              + " cannot be instantiated; expected a public constructor without arguments",
          e);
    }
  }
}
