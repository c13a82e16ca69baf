package io.drinkd.appliance;

import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.ControlClient;
import io.drinkd.appliance.control.call.ControlPath;
import io.drinkd.appliance.control.call.ProcessTerminal;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.process.InBank;
import io.drinkd.appliance.store.postgres.BankAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Whole appliances with one bank, each with a configuration of its own. */
final class AppliancesInBank implements AutoCloseable {

  static final String BOARD_PASSWORD = "says the board";

  private final Path folder;
  private final Class<?> driver;
  private final Map<String, ConfigurationFolder> configurations = new TreeMap<>();
  private final Map<String, Appliance> running = new TreeMap<>();

  /**
   * @param folder an empty one
   * @param driver the only one that they have
   */
  AppliancesInBank(Path folder, Class<?> driver) {
    this.folder = folder;
    this.driver = driver;
  }

  /**
   * Adds an appliance with listeners of all kinds, which is not started yet.
   *
   * @param bank where its books are
   */
  ConfigurationFolder add(String name, BankAddress bank) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    ConfigurationFolder configuration = new ConfigurationFolder(own);
    Path settings = own.resolve("appliance.yaml");
    Files.writeString(
        settings,
        """
        name: any
        boards: { accept: { host: 127.0.0.1, port: 0 } }
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0, cards: yes }
          - { name: web, protocol: web, host: 127.0.0.1, port: 0 }
          - { name: metrics, protocol: metrics, host: 127.0.0.1, port: 0 }
        """);
    InBank.keep(settings, name, bank);
    Path drivers = Files.createDirectory(own.resolve("drivers"));
    String file = driver.getSimpleName().toLowerCase(Locale.ROOT) + ".jar";
    PluginJar.put(PluginJar.ofDriver(own.resolve(file), driver), drivers, file);
    configurations.put(name, configuration);
    return configuration;
  }

  /** The folder of an appliance's configuration. */
  Path folder(String name) {
    return folder.resolve(name);
  }

  Appliance start(String name) throws Exception {
    Appliance started =
        Appliance.start(
            configurations.get(name).read(BOARD_PASSWORD),
            List.of(folder.resolve(name).resolve("drivers")));
    running.put(name, started);
    return started;
  }

  Appliance get(String name) {
    return running.get(name);
  }

  /** Ends an appliance in good order. */
  void stop(String name) {
    running.remove(name).close();
  }

  MachineView machine(String appliance, String machine) {
    return get(appliance).services().catalog().machine(machine);
  }

  boolean owns(String appliance, String machine) {
    return get(appliance).services().foundation().store().owners().owns(machine);
  }

  /** What an operator's command prints at an appliance, well or not. */
  String run(String appliance, String... arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    run(out, appliance, arguments);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** With which code an operator's command ends at an appliance. */
  int code(String appliance, String... arguments) throws IOException {
    return run(new ByteArrayOutputStream(), appliance, arguments);
  }

  private int run(ByteArrayOutputStream out, String appliance, String... arguments)
      throws IOException {
    return new ControlClient(ControlPath.in(folder.resolve(appliance).resolve("data")))
        .run(CommandRequest.here(List.of(arguments), Map.of()), new ProcessTerminal(out, out))
        .orElseThrow();
  }

  @Override
  public void close() {
    List.copyOf(running.keySet()).forEach(this::stop);
  }
}
