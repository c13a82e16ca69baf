package io.drinkd.appliance;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which log4j2 configuration holds. To be chosen before the first logger is made, so this class has
 * none.
 */
final class LogConfiguration {

  private static final String PROPERTY = "log4j2.configurationFile";
  private static final String FACTORY = "log4j2.configurationFactory";
  private static final String FILE = "log4j2.xml";

  private LogConfiguration() {}

  /** For the appliance: the file of the configuration folder, or, without one, the shipped file. */
  static void forAppliance(Path conf) {
    Path file = conf.resolve(FILE);
    set(Files.exists(file) ? file.toUri().toString() : "classpath:io/drinkd/appliance/" + FILE);
  }

  /** For a command, whose standard output is its answer: warnings, to standard error. */
  static void forCommand() {
    set("classpath:io/drinkd/appliance/log4j2-command.xml");
  }

  private static void set(String location) {
    System.setProperty(FACTORY, LogConfigurationFactory.class.getName());
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, location);
    }
  }
}
