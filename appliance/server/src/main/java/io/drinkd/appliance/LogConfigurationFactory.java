package io.drinkd.appliance;

import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfigurationFactory;

/**
 * Makes log4j's configurations, and spares log4j to look up the name of this host: no pattern needs
 * it, and where the name does not resolve, the lookup takes seconds and prints a stack trace.
 */
public final class LogConfigurationFactory extends XmlConfigurationFactory {

  /** The property that log4j fills by a lookup where it is missing. */
  private static final String HOST_NAME = "hostName";

  @Override
  public Configuration getConfiguration(LoggerContext context, ConfigurationSource source) {
    Configuration configuration = super.getConfiguration(context, source);
    configuration.getProperties().put(HOST_NAME, "localhost");
    return configuration;
  }
}
