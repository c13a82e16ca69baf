package io.drinkd.appliance.control.output;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The zone in which an operator reads and writes times.
 *
 * @param zone where the command was given, or UTC if the operator wants that
 */
public record Times(ZoneId zone) {

  private static final Pattern EXACT =
      Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z\\b");

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  /** In UTC. */
  public static Times utc() {
    return new Times(ZoneOffset.UTC);
  }

  /**
   * In the zone of whoever gives the command.
   *
   * @param variable what the variable {@code TZ} says there; if nothing, or nothing that is known,
   *     the zone is that of this computer
   */
  public static Times local(Optional<String> variable) {
    return new Times(variable.flatMap(Times::named).orElseGet(ZoneId::systemDefault));
  }

  private static Optional<ZoneId> named(String variable) {
    try {
      return Optional.of(ZoneId.of(variable.startsWith(":") ? variable.substring(1) : variable));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** As people read it, to the second; with Z at its end in UTC. */
  public String shown(Instant instant) {
    return shown(instant, SECONDS);
  }

  /** The same to the millisecond. */
  String shownExactly(Instant instant) {
    return shown(instant, MILLIS);
  }

  private String shown(Instant instant, DateTimeFormatter format) {
    return format.format(instant.atZone(zone)) + (zone.equals(ZoneOffset.UTC) ? "Z" : "");
  }

  /**
   * A text for people in which times stand as programs read them, as in the reason for the state of
   * a machine: with these as all others are shown.
   */
  public String shownIn(String text) {
    return EXACT.matcher(text).replaceAll(found -> shownIfTime(found.group()));
  }

  private String shownIfTime(String text) {
    try {
      return shown(Instant.parse(text));
    } catch (DateTimeException e) {
      return text;
    }
  }

  /** As programs read it. */
  static String exact(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** The day at a time, there. */
  public LocalDate day(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  /** When a day begins, there. */
  public Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }
}
