package io.drinkd.appliance.control.output;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A time as an operator types it: a day, a time of today, both, either with an offset from UTC, a
 * word for a day, or how long ago it was.
 *
 * @param from the first moment that is meant: of a day, its beginning
 * @param until the first moment behind it: of a day, the beginning of the next one
 */
public record Moment(Instant from, Instant until) {

  /** What may be typed, for help and errors. */
  public static final String FORMS =
      "2026-11-28, 14:30, 2026-11-28T14:30, today, yesterday, now, or how long ago, such as 7d, 12h"
          + " or 30m";

  private static final Pattern AGO = Pattern.compile("([1-9][0-9]{0,5})([mhdw])");

  /** Empty if it is none of the {@link #FORMS}. */
  public static Optional<Moment> parse(String text, Instant now, Times times) {
    LocalDate today = times.day(now);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "now" -> Optional.of(at(now));
      case "today" -> Optional.of(day(today, times));
      case "yesterday" -> Optional.of(day(today.minusDays(1), times));
      default ->
          Stream.<Supplier<Optional<Moment>>>of(
                  () -> ago(text, now),
                  () -> tried(() -> day(LocalDate.parse(text), times)),
                  () -> tried(() -> at(today.atTime(LocalTime.parse(text)), times.zone())),
                  () -> tried(() -> at(LocalDateTime.parse(joined(text)), times.zone())),
                  () -> tried(() -> at(OffsetDateTime.parse(joined(text)).toInstant())))
              .flatMap(form -> form.get().stream())
              .findFirst();
    };
  }

  /** Date and time may stand apart, as they are printed. */
  private static String joined(String text) {
    return text.replaceFirst("^([0-9-]{10}) ", "$1T");
  }

  private static Optional<Moment> ago(String text, Instant now) {
    Matcher matcher = AGO.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          case "d" -> Duration.ofDays(number);
          default -> Duration.ofDays(7 * number);
        };
    return Optional.of(at(now.minus(duration)));
  }

  private static Optional<Moment> tried(Supplier<Moment> form) {
    try {
      return Optional.of(form.get());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Moment at(LocalDateTime time, ZoneId zone) {
    return at(time.atZone(zone).toInstant());
  }

  private static Moment at(Instant instant) {
    return new Moment(instant, instant);
  }

  private static Moment day(LocalDate day, Times times) {
    return new Moment(times.start(day), times.start(day.plusDays(1)));
  }
}
