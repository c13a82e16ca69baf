package io.drinkd.client.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them: in the zone of this computer, or in UTC with a Z at the end. */
record Times(ZoneId zone) {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /** What the option asks for. */
  static Times of(boolean utc) {
    return new Times(utc ? ZoneOffset.UTC : ZoneId.systemDefault());
  }

  /**
   * A time as the server writes it, such as {@code 2026-11-20T08:25:17Z}; another text as it is.
   */
  String shown(String text) {
    try {
      String end = zone.equals(ZoneOffset.UTC) ? "Z" : "";
      return SECONDS.format(Instant.parse(text).atZone(zone)) + end;
    } catch (DateTimeException e) {
      return text;
    }
  }
}
