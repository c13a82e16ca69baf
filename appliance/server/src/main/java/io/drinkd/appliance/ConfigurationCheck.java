package io.drinkd.appliance;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.ModelCheck;
import io.drinkd.appliance.config.SameBoard;
import io.drinkd.appliance.config.SettingsError;
import io.drinkd.appliance.config.SettingsException;
import io.drinkd.appliance.config.StrayFiles;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.TrialBoard;
import io.drinkd.appliance.plugin.DriverFolders;
import io.drinkd.appliance.plugin.LoadedDriver;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for all that would keep an appliance from starting, or a machine from working: in the
 * configuration, on the host, in the data folder and in the drivers. It connects with nothing,
 * opens no port, and changes nothing.
 */
final class ConfigurationCheck {

  private static final String PASSWORD = "password";

  private final Path conf;
  private final Supplier<ApplianceSettings> reader;
  private final Supplier<ApplianceSettings> withoutSecrets;
  private final PortRights rights;

  /** Each once, in the order in which they were found; with the code by which a start ends. */
  private final Map<String, Integer> mistakes = new LinkedHashMap<>();

  /**
   * @param reader reads and checks the configuration's own files
   * @param withoutSecrets the same, without looking for passwords and keys
   * @param rights which ports may be opened
   */
  ConfigurationCheck(
      Path conf,
      Supplier<ApplianceSettings> reader,
      Supplier<ApplianceSettings> withoutSecrets,
      PortRights rights) {
    this.conf = conf;
    this.reader = reader;
    this.withoutSecrets = withoutSecrets;
    this.rights = rights;
  }

  /** Prints what was found, a line each; returns the exit code. */
  int run(PrintStream out, PrintStream err) {
    StrayFiles stray = StrayFiles.in(conf);
    stray.passedOver().forEach(err::println);
    stray.likelyMistakes().forEach(err::println);
    try {
      LogConfiguration.check(conf);
    } catch (SettingsException e) {
      add(e.errors());
    }
    Optional<ApplianceSettings> settings = read();
    settings.ifPresent(this::check);
    List<String> remarks =
        settings.stream()
            .flatMap(one -> CertificateWatch.remarks(one.listeners(), Instant.now()).stream())
            .toList();
    remarks.forEach(err::println);
    mistakes.keySet().forEach(err::println);
    if (mistakes.isEmpty()) {
      String but = remarks.isEmpty() ? "" : ", but clients may refuse a certificate, see above";
      out.println(conf + ": valid" + but + ": " + summary(settings.orElseThrow()));
    }
    return code();
  }

  /** That of the first obstacle on which a start would end. */
  private int code() {
    return Stream.of(ExitCode.USAGE, ExitCode.UNUSABLE_FILES, ExitCode.PORT_TAKEN)
        .filter(mistakes::containsValue)
        .findFirst()
        .orElse(ExitCode.WELL);
  }

  private Optional<ApplianceSettings> read() {
    try {
      return Optional.of(reader.get());
    } catch (SettingsException e) {
      List<SettingsError> needless = needlessPasswords(e.errors());
      List<Path> files = needless.stream().map(SettingsError::file).toList();
      add(
          e.errors().stream()
              .filter(one -> !isOfPassword(one) || !files.contains(one.file()))
              .toList());
      add(needless);
      return Optional.empty();
    }
  }

  private static boolean isOfPassword(SettingsError mistake) {
    return mistake.key().startsWith(PASSWORD);
  }

  /** A file with the password that is missing need not be there if the machine's model has none. */
  private List<SettingsError> needlessPasswords(List<SettingsError> mistakesSoFar) {
    if (mistakesSoFar.stream().noneMatch(ConfigurationCheck::isOfPassword)) {
      return List.of();
    }
    try {
      ApplianceSettings settings = withoutSecrets.get();
      List<Path> folders = ApplianceProcess.drivers(settings);
      try (DriverFolders drivers = look(folders, settings.process().data())) {
        return settings.machines().stream()
            .flatMap(
                machine ->
                    drivers
                        .driver(machine.board().driver())
                        .map(driver -> modelMistakes(machine, driver))
                        .orElse(List.of())
                        .stream())
            .filter(ConfigurationCheck::isOfPassword)
            .toList();
      }
    } catch (SettingsException | IOException e) {
      // Said as it was found at first.
      return List.of();
    }
  }

  private void add(List<SettingsError> errors) {
    add(errors, ExitCode.USAGE);
  }

  private void add(List<SettingsError> errors, int code) {
    errors.forEach(error -> mistakes.putIfAbsent(error.toString(), code));
  }

  private void check(ApplianceSettings settings) {
    Path file = conf.resolve("appliance.yaml");
    add(new HostCheck(conf, rights).mistakes(settings), ExitCode.PORT_TAKEN);
    add(DataFolderCheck.mistakes(file, settings.process().data()), ExitCode.UNUSABLE_FILES);
    List<Path> folders = ApplianceProcess.drivers(settings);
    if (folders.isEmpty()) {
      add(List.of(ApplianceProcess.noDrivers(conf)));
      return;
    }
    try (DriverFolders drivers = look(folders, settings.process().data())) {
      drivers.refused().forEach(refused -> mistakes.putIfAbsent(refused, ExitCode.USAGE));
      add(MissingDrivers.find(settings.machines(), drivers));
      SameBoard.find(settings.machines(), drivers::driver)
          .forEach(one -> add(List.of(one.error(conf))));
      tryMachines(settings.machines(), drivers.drivers());
    } catch (IOException e) {
      mistakes.putIfAbsent(FileFailure.line(e), ExitCode.UNUSABLE_FILES);
    }
  }

  private void tryMachines(List<MachineSettings> machines, List<LoadedDriver> drivers) {
    try (SystemTimers timers = Timers.system("timers")) {
      for (MachineSettings machine : machines) {
        String model = machine.board().driver();
        drivers.stream()
            .filter(driver -> driver.model().equals(model))
            .forEach(driver -> add(mistakes(machine, driver, timers)));
      }
    }
  }

  private List<SettingsError> mistakes(
      MachineSettings machine, LoadedDriver driver, SystemTimers timers) {
    List<SettingsError> mistakes = modelMistakes(machine, driver);
    return mistakes.isEmpty()
        ? TrialBoard.obstacle(driver, machine, timers).stream()
            .map(obstacle -> mistake(file(machine), driver.model(), obstacle))
            .toList()
        : mistakes;
  }

  private List<SettingsError> modelMistakes(MachineSettings machine, MachineDriver driver) {
    return ModelCheck.mistakes(machine, driver).stream()
        .map(one -> new SettingsError(file(machine), one.name(), one.found(), one.expected()))
        .toList();
  }

  private Path file(MachineSettings machine) {
    return conf.resolve("machines").resolve(machine.id() + ".yaml");
  }

  private static SettingsError mistake(Path file, String model, TrialBoard.Obstacle obstacle) {
    return obstacle.bySettings()
        ? new SettingsError(
            file, obstacle.key(), "what " + model + " refuses: " + obstacle.reason(), "")
        : new SettingsError(
            file,
            "driver",
            model + ", whose driver fails to open a board (" + obstacle.reason() + ")",
            "a driver that opens one; report it to the driver's author");
  }

  /**
   * Nothing is written but what has to be, so that anybody can check, also without a data folder.
   */
  private static DriverFolders look(List<Path> drivers, Path data) throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    return DriverFolders.inPlace(drivers, Files.isWritable(temporary) ? temporary : data);
  }

  private static String summary(ListenerSettings listener) {
    return listener.awaitsCertificate()
        ? listener.name() + " closed until " + listener.tls().orElseThrow().file() + " is there"
        : listener.name() + " on " + listener.endpoint().at(listener.endpoint().port());
  }

  private static String summary(ApplianceSettings settings) {
    String listeners =
        settings.listeners().stream()
            .map(ConfigurationCheck::summary)
            .collect(Collectors.joining(", "));
    String machines =
        settings.machines().stream().map(MachineSettings::id).collect(Collectors.joining(", "));
    return "listeners "
        + listeners
        + "; "
        + (machines.isEmpty() ? "no machine" : "machines " + machines);
  }
}
