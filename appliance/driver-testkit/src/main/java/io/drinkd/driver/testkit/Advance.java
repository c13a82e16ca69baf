package io.drinkd.driver.testkit;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line such as {@code advance 10s}, with which time passes. */
final class Advance {

  /** How such a line begins. */
  static final String WORD = "advance ";

  private static final Pattern LINE = Pattern.compile(WORD + "([0-9]{1,9})(ms|[smh])");

  private Advance() {}

  /**
   * How long it says.
   *
   * @return empty if it is another line
   * @throws IllegalArgumentException if it is one, and does not say that in a way that is known
   */
  static Optional<Duration> of(String text) {
    if (!text.startsWith(WORD)) {
      return Optional.empty();
    }
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "\"%s\" is no time such as 200ms, 10s, 5m or 1h",
              text.substring(WORD.length())));
    }
    long count = Long.parseLong(line.group(1));
    return Optional.of(
        switch (line.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        });
  }
}
