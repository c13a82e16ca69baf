package io.drinkd.appliance.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Durations as the configuration writes them: {@code 60ms}, {@code 10s}, {@code PT1M30S}. */
public final class DurationText {

  /** So many digits of hours still fit a Duration, and no setting allows anything near it. */
  private static final int MAX_DIGITS = 12;

  private DurationText() {}

  /** Empty if {@code text} is no duration. A number without a unit is none. */
  static Optional<Duration> parse(String text) {
    if (text.startsWith("P")) {
      try {
        return Optional.of(Duration.parse(text));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > MAX_DIGITS) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.substring(0, digits));
    String unit = text.substring(text.startsWith(" ", digits) ? digits + 1 : digits);
    return switch (unit) {
      case "ms" -> Optional.of(Duration.ofMillis(number));
      case "s" -> Optional.of(Duration.ofSeconds(number));
      case "m" -> Optional.of(Duration.ofMinutes(number));
      case "h" -> Optional.of(Duration.ofHours(number));
      default -> Optional.empty();
    };
  }

  /** The shortest way to write a duration, to the millisecond. */
  public static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.isZero() || duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** The shortest way to write {@code millis}. */
  static String of(long millis) {
    return of(Duration.ofMillis(millis));
  }
}
