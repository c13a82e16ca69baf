package io.drinkd.appliance;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * What log4j says of a configuration while it reads it. Until this is closed log4j does not print
 * it itself.
 */
final class LogMistakes implements StatusListener {

  /** A value is replaced by a default then, such as no level at all. */
  private static final String WRONG_VALUE = "Error while converting string";

  private static final Pattern MISSING_ATTRIBUTE = Pattern.compile("The parameter is null: (\\S+)");

  private static final Pattern UNKNOWN_ELEMENT =
      Pattern.compile("Error processing element (\\S+).*");

  /** Of classes only the last part of the name is of use to an admin. */
  private static final Pattern PACKAGE =
      Pattern.compile("(?:class )?\\b(?:[a-z]\\w*\\.){2,}(?=[A-Z])");

  private final List<String> found = new CopyOnWriteArrayList<>();
  private boolean closed;

  LogMistakes() {
    StatusLogger.getLogger().registerListener(this);
  }

  /** A line each. */
  List<String> found() {
    return found;
  }

  @Override
  public void log(StatusData data) {
    String message = data.getMessage().getFormattedMessage();
    if (data.getLevel().isMoreSpecificThan(Level.ERROR) || message.contains(WRONG_VALUE)) {
      found.add(sentence(message));
    }
  }

  private static String sentence(String message) {
    Matcher missing = MISSING_ATTRIBUTE.matcher(message);
    if (missing.matches()) {
      return "an element without " + missing.group(1);
    }
    Matcher unknown = UNKNOWN_ELEMENT.matcher(message);
    return unknown.matches()
        ? "an unknown element " + unknown.group(1)
        : PACKAGE.matcher(message.lines().findFirst().orElse("")).replaceAll("");
  }

  @Override
  public Level getStatusLevel() {
    return Level.WARN;
  }

  @Override
  public void close() {
    // Removing it closes it again.
    if (!closed) {
      closed = true;
      StatusLogger.getLogger().removeListener(this);
    }
  }
}
