package io.drinkd.appliance;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.SettingsError;
import io.drinkd.appliance.config.SettingsException;
import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.UnpackFolder;
import io.drinkd.appliance.control.command.DrinkdCommandLine;
import io.drinkd.appliance.control.command.UsageException;
import io.drinkd.appliance.plugin.DriverFolder;
import io.drinkd.driver.DriverApi;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The entry point: does what the command line asks for. */
public final class Main {

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  Main(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** Ends the process with a code of {@link ExitCode}. */
  public static void main(String[] arguments) {
    System.exit(new Main(System.getenv(), System.out, System.err).run(List.of(arguments)));
  }

  /**
   * Does what the arguments say; returns when that is done.
   *
   * @return the exit code
   */
  int run(List<String> arguments) {
    try {
      return run(DrinkdCommandLine.parse(arguments));
    } catch (UsageException | SettingsException e) {
      err.println(e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private int run(DrinkdCommandLine line) {
    if (line.help().isPresent()) {
      out.println(line.help().get());
      return ExitCode.WELL;
    }
    if (line.version()) {
      out.println("drinkd " + DriverApi.VERSION);
      return ExitCode.WELL;
    }
    SettingsReader reader = new SettingsReader(Protocols.declared(), environment);
    if (line.command().isPresent()) {
      LogConfiguration.forCommand();
      return new OperatorProcess(environment, out, err)
          .run(line, reader.readWithoutMachines(line.conf()));
    }
    if (line.check()) {
      LogConfiguration.forCommand();
      return check(line.conf(), reader.read(line.conf()));
    }
    LogConfiguration.forAppliance(line.conf());
    return new ApplianceProcess(err).run(line.conf(), () -> reader.read(line.conf()));
  }

  private int check(Path conf, ApplianceSettings settings) {
    Optional<Path> folder = ApplianceProcess.drivers(settings);
    if (folder.isPresent()) {
      try (UnpackFolder unpacked = unpackFolder(settings.process().data());
          DriverFolder drivers = new DriverFolder(folder.get(), unpacked.path())) {
        drivers.refused().forEach(err::println);
        List<SettingsError> missing = MissingDrivers.find(settings.machines(), drivers);
        if (!missing.isEmpty()) {
          throw new SettingsException(missing);
        }
      } catch (IOException e) {
        err.println(e.getMessage());
        return ExitCode.USAGE;
      }
    }
    out.println(conf + ": valid: " + summary(settings));
    return ExitCode.WELL;
  }

  /** A check makes no data folder: whoever runs it need not be the user who runs the appliance. */
  private static UnpackFolder unpackFolder(Path data) throws IOException {
    return Files.isWritable(data) ? UnpackFolder.open(data) : UnpackFolder.temporary();
  }

  private static String summary(ApplianceSettings settings) {
    String listeners =
        settings.listeners().stream()
            .map(
                listener ->
                    listener.name() + " on " + listener.endpoint().at(listener.endpoint().port()))
            .collect(Collectors.joining(", "));
    String machines =
        settings.machines().stream().map(MachineSettings::id).collect(Collectors.joining(", "));
    return "listeners " + listeners + "; machines " + machines;
  }
}
