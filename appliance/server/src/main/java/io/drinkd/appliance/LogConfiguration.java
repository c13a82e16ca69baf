package io.drinkd.appliance;

import io.drinkd.appliance.config.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.impl.Log4jContextFactory;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * Which configuration of log4j holds: the {@code log4j2.xml} of the configuration folder, or,
 * without one, the shipped one. It is never replaced by a broken one. To be chosen before the first
 * logger is made, so this class has none. To be used by one thread at a time.
 */
final class LogConfiguration {

  /** An admin names another configuration by it, which is then log4j's own business. */
  private static final String PROPERTY = "log4j2.configurationFile";

  private static final String FACTORY = "log4j2.configurationFactory";
  private static final String FILE = "log4j2.xml";

  private final Path file;
  private final LoggerContext context;
  private final LogFailures failures = new LogFailures(System.err);
  private byte[] loaded = {};

  /**
   * @param file need not exist
   * @param context what is configured
   */
  LogConfiguration(Path file, LoggerContext context) {
    this.file = file;
    this.context = context;
  }

  /** For the appliance: what applies its file, as {@link #load} does. */
  static Runnable forAppliance(Path conf) {
    System.setProperty(FACTORY, LogConfigurationFactory.class.getName());
    if (System.getProperty(PROPERTY) != null) {
      return () -> {};
    }
    // The log ends last, when the appliance closes it, whatever the file says.
    System.setProperty("log4j.shutdownHookEnabled", "false");
    var factory = (Log4jContextFactory) LogManager.getFactory();
    LoggerContext unstarted =
        factory
            .getSelector()
            .getContext(
                LogConfiguration.class.getName(), LogConfiguration.class.getClassLoader(), false);
    return new LogConfiguration(conf.resolve(FILE), unstarted)::load;
  }

  /** For a command, whose standard output is its answer: warnings, to standard error. */
  static void forCommand() {
    System.setProperty(FACTORY, LogConfigurationFactory.class.getName());
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, "classpath:io/drinkd/appliance/log4j2-command.xml");
    }
  }

  /**
   * Finds the mistakes in the file of a configuration folder, and writes nothing.
   *
   * @throws SettingsException if there are any
   */
  static void check(Path conf) {
    Path file = conf.resolve(FILE);
    if (Files.exists(file)) {
      LogConfigurationFile.check(file, content(file));
    }
  }

  /**
   * Applies the file as it is now; does nothing if it was applied before.
   *
   * @throws SettingsException if it is broken, or a file that it names cannot be written; the
   *     configuration that holds continues to hold then
   */
  void load() {
    byte[] content = content(file);
    if (Arrays.equals(content, loaded)) {
      return;
    }
    Configuration read;
    // What is wrong with the file whoever calls this says.
    StatusLogger.getLogger().removeListener(failures);
    try {
      read = LogConfigurationFile.read(context, file, content);
    } finally {
      StatusLogger.getLogger().registerListener(failures);
    }
    read.getAppenders().values().forEach(appender -> appender.setHandler(failures));
    if (context.isStarted()) {
      context.reconfigure(read);
    } else {
      context.start(read);
    }
    loaded = content;
  }

  private static byte[] content(Path file) {
    if (Files.exists(file)) {
      return LogConfigurationFile.content(file);
    }
    try (InputStream shipped = LogConfiguration.class.getResourceAsStream(FILE)) {
      return shipped.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped " + FILE + " cannot be read", e);
    }
  }
}
