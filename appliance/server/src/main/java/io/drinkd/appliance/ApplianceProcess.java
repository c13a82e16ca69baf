package io.drinkd.appliance;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.SettingsError;
import io.drinkd.appliance.control.DataFolderInUseException;
import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that runs an appliance until SIGTERM or Ctrl-C. */
final class ApplianceProcess {

  /** Names the folder of drivers when the configuration names none. */
  static final String PLUGINS_PROPERTY = "drinkd.plugins";

  private final Supervisor supervisor;
  private final PrintStream err;

  ApplianceProcess(Supervisor supervisor, PrintStream err) {
    this.supervisor = supervisor;
    this.err = err;
  }

  /**
   * Starts the appliance and waits until it is to end: by a signal, which ends the process with 0,
   * or because an admin has asked for it.
   *
   * @param conf the configuration folder
   * @param settings what it holds now
   * @param reader reads it when it has changed; checks it as a whole
   * @return the exit code
   * @throws io.drinkd.appliance.config.SettingsException if the settings cannot be met
   */
  int run(Path conf, ApplianceSettings settings, Supplier<ApplianceSettings> reader) {
    List<Path> drivers = drivers(settings);
    if (drivers.isEmpty()) {
      err.println(noDrivers(conf));
      return ExitCode.USAGE;
    }
    try (ConfigurationWatch watch = watch(conf, settings, drivers, reader)) {
      Appliance appliance = Appliance.start(settings, drivers);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(watch, appliance), "end"));
      appliance.services().health().watch(() -> List.of(watch.finding()));
      watch.listenToBooks(() -> appliance.services().foundation().store().away().isPresent());
      watch.start(
          changed -> {
            List<String> later = appliance.change(changed);
            supervisor.status(appliance.status());
            return later;
          });
      appliance.watch(supervisor);
      // Only now: whoever reads that it runs may stop it at once.
      appliance.announce();
      supervisor.status(appliance.status());
      supervisor.ready();
      return appliance.stopAsked().join();
    } catch (CannotListenException e) {
      return notStarted(e.getMessage(), ExitCode.PORT_TAKEN);
    } catch (StoreException e) {
      return notStarted(e.getMessage(), ExitCode.of(e));
    } catch (DataFolderInUseException e) {
      return notStarted(e.getMessage(), ExitCode.IN_USE);
    } catch (IOException e) {
      return notStarted(FileFailure.line(e), ExitCode.UNUSABLE_FILES);
    } catch (UncheckedIOException e) {
      return notStarted(e.getMessage(), ExitCode.UNUSABLE_FILES);
    }
  }

  /** Whoever starts it reads why, and whoever reads the log later. */
  private int notStarted(String why, int code) {
    Logger log = LoggerFactory.getLogger(ApplianceProcess.class);
    err.println(why);
    // What to do: what the line says, then start drinkd again.
    log.error("not started: {}", why);
    return code;
  }

  private ConfigurationWatch watch(
      Path conf,
      ApplianceSettings settings,
      List<Path> drivers,
      Supplier<ApplianceSettings> reader) {
    List<Path> leftOut =
        Stream.concat(Stream.of(settings.process().data()), drivers.stream())
            .map(path -> path.toAbsolutePath().normalize())
            .toList();
    return new ConfigurationWatch(conf, leftOut, reader, supervisor);
  }

  /** Nothing names the folder of the drivers. */
  static SettingsError noDrivers(Path conf) {
    return new SettingsError(
        conf.resolve("appliance.yaml"), "plugins", "nothing", "the folder of the drivers");
  }

  /** The folders of the drivers; empty if nothing names one. */
  static List<Path> drivers(ApplianceSettings settings) {
    List<Path> named = settings.process().plugins();
    return named.isEmpty()
        ? Stream.ofNullable(System.getProperty(PLUGINS_PROPERTY)).map(Path::of).toList()
        : named;
  }

  /** Runs as the shutdown hook; logs the end after all parts have stopped. */
  private void end(ConfigurationWatch watch, Appliance appliance) {
    Logger log = LoggerFactory.getLogger(ApplianceProcess.class);
    log.info("stopping");
    supervisor.stopping();
    watch.close();
    appliance.close();
    log.info("stopped");
    supervisor.close();
    LogManager.shutdown();
    // Otherwise the exit code would be that of the signal.
    Runtime.getRuntime().halt(appliance.stopAsked().getNow(ExitCode.WELL));
  }
}
