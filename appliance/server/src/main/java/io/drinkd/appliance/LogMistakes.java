package io.drinkd.appliance;

import java.util.List;
import java.util.Map;
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

  private static final String FOUND = "{}";

  /** What log4j says in words that are no use to an admin, and other words for it. */
  private static final Map<Pattern, String> IN_OTHER_WORDS =
      Map.of(
          Pattern.compile("The parameter is null: (\\S+)"),
          "an element without " + FOUND,
          Pattern.compile("Error processing element (\\S+).*"),
          "an unknown element " + FOUND,
          Pattern.compile("\\w+ \\((.+?)\\): [\\w.]+Exception: .*"),
          FOUND + ", which cannot be written");

  /** The package of a class, and an exception as a whole. */
  private static final Pattern CLASS =
      Pattern.compile("(?:class )?\\b(?:[a-z]\\w*\\.){2,}(?=[A-Z])|\\b\\w+Exception: ");

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
    String line = message.lines().findFirst().orElse("");
    for (Map.Entry<Pattern, String> known : IN_OTHER_WORDS.entrySet()) {
      Matcher matcher = known.getKey().matcher(line);
      if (matcher.matches()) {
        return known.getValue().replace(FOUND, matcher.group(1));
      }
    }
    return CLASS.matcher(line).replaceAll("");
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
