package io.drinkd.appliance.machine;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Something that was sent or received on a machine's link, as a line: the time in UTC, and then
 * {@code >} for what the board was sent, {@code <} for what it has sent.
 *
 * @param text the line without its time, passwords masked
 */
public record TrafficLine(Instant at, String text) {

  private static final String PATTERN = "yyyy-MM-dd HH:mm:ss.SSS";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern(PATTERN, Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Reads what {@link #toString} has written.
   *
   * @throws DateTimeException if it is something else
   */
  public static TrafficLine of(String line) {
    int end = Math.min(PATTERN.length(), line.length());
    return new TrafficLine(
        Instant.from(TIME.parse(line.substring(0, end))), line.substring(end).strip());
  }

  @Override
  public String toString() {
    return TIME.format(at) + " " + text;
  }
}
