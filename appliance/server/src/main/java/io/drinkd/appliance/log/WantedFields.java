package io.drinkd.appliance.log;

import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.layout.PatternLayout;

/**
 * Adds fields to lines where the configuration shows them, and costs nothing where it does not.
 * Used on the thread of the {@link LogQueue}.
 */
final class WantedFields {

  /** How a pattern names a field. */
  private static final String OF_PATTERN = "%X";

  private LineFields fields;
  private Configuration known;
  private boolean wanted;

  /** The line with its fields, if some layout of the configuration shows any. */
  LogEvent added(Configuration now, LogEvent line) {
    if (now != known) {
      known = now;
      wanted = now.getAppenders().values().stream().anyMatch(WantedFields::shows);
    }
    if (!wanted) {
      return line;
    }
    if (fields == null) {
      fields = new LineFields();
    }
    return fields.added(line);
  }

  /** Of other layouts than patterns, such as JSON, it is not known what they show. */
  private static boolean shows(Appender appender) {
    return appender.getLayout() instanceof PatternLayout pattern
        ? pattern.getConversionPattern().contains(OF_PATTERN)
        : appender.getLayout() != null;
  }
}
