package io.drinkd.appliance;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.SettingsException;
import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.call.CommandRequest;
import io.drinkd.appliance.control.call.OutputClosedException;
import io.drinkd.appliance.control.command.DrinkdCommandLine;
import io.drinkd.appliance.control.command.UsageException;
import io.drinkd.appliance.control.output.Output;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.log.QueuedLog;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.driver.DriverApi;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The entry point: does what the command line asks for. Before a command, {@code scripts/drinkd}
 * tries {@link io.drinkd.appliance.control.call.OperatorClient}, which starts more quickly.
 */
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
    // Here and not in run(): tests that call it read the log of their own process.
    QueuedLog.choose();
    // Libraries turn letters into others by the user's language: in Turkish, "ID" into "\u0131d".
    Locale.setDefault(Locale.ROOT);
    StandardOutput standard = new StandardOutput();
    PrintStream out = new PrintStream(standard, false, StandardCharsets.UTF_8);
    int code = new Main(System.getenv(), out, System.err).run(List.of(arguments));
    QueuedLog.flush();
    System.exit(written(standard, code));
  }

  /** What came of a command whose result nobody could have is another code. */
  private static int written(StandardOutput standard, int code) {
    try {
      standard.requireWritten();
      return code;
    } catch (OutputClosedException e) {
      return OutputClosedException.EXIT_CODE;
    } catch (IOException e) {
      System.err.println(FileFailure.line(e));
      return ExitCode.UNUSABLE_FILES;
    }
  }

  /**
   * Does what the arguments say; returns when that is done.
   *
   * @return the exit code
   */
  int run(List<String> arguments) {
    try {
      return run(DrinkdCommandLine.parse(arguments), arguments);
    } catch (UsageException | SettingsException e) {
      err.println(Printable.lines(e.getMessage()));
      return ExitCode.USAGE;
    } catch (OutOfMemoryError e) {
      err.println("out of memory; give it more by DRINKD_JAVA_OPTS");
      return ExitCode.OUT_OF_MEMORY;
    } catch (RuntimeException | Error e) {
      err.println("drinkd ends by a fault of its own, which its makers would like to know:");
      e.printStackTrace(err);
      return ExitCode.FAULT;
    }
  }

  private int run(DrinkdCommandLine line, List<String> arguments) {
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
      return new OperatorProcess(reader, environment, out, err)
          .run(line, CommandRequest.here(arguments, environment));
    }
    if (line.showsConfiguration()) {
      LogConfiguration.forCommand();
      PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
      OptionalInt columns = CommandRequest.here(arguments, environment).columns();
      Output output = line.output(writer, line.times(Optional.empty()), columns);
      int code = new ConfigurationListing(line.conf(), reader, environment).run(output, err);
      writer.flush();
      return code;
    }
    if (line.check()) {
      LogConfiguration.forCommand();
      return new CheckProcess(reader, environment, out, err).run(line.conf());
    }
    Runnable log = LogConfiguration.forAppliance(line.conf());
    ApplianceSettings first = readBeside(log, () -> reader.read(line.conf()));
    return new ApplianceProcess(Supervisor.of(environment), err)
        .run(
            line.conf(),
            first,
            () -> {
              ApplianceSettings settings = reader.read(line.conf());
              log.run();
              return settings;
            });
  }

  /**
   * Reads the settings while the log is configured: a start waits for both, and each takes long.
   */
  private static ApplianceSettings readBeside(Runnable log, Supplier<ApplianceSettings> reader) {
    CompletableFuture<ApplianceSettings> read = CompletableFuture.supplyAsync(reader);
    log.run();
    try {
      return read.join();
    } catch (RuntimeException e) {
      Throwable cause = StageFailure.cause(e);
      if (cause instanceof Error fault) {
        throw fault;
      }
      throw cause instanceof RuntimeException own ? own : e;
    }
  }
}
