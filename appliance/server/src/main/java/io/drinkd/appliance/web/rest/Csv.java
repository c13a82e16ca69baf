package io.drinkd.appliance.web.rest;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lines of comma-separated values (RFC 4180) that a spreadsheet opens without harm: a text that it
 * would take for a formula has an apostrophe before it.
 */
final class Csv {

  static final String TYPE = "text/csv; charset=utf-8; header=present";

  /** A tab or an end of line is passed over before the rest is looked at. */
  private static final String BEGINS_FORMULAS = "=+-@\t\r\n";

  private Csv() {}

  /**
   * @param cells texts, numbers, times, or an empty {@link Optional} or one of these
   */
  static String line(Object... cells) {
    return Stream.of(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(Object given) {
    Object value = given instanceof Optional<?> maybe ? maybe.orElse(null) : given;
    if (value == null) {
      return "";
    }
    if (value instanceof Instant instant) {
      return Json.time(instant);
    }
    if (value instanceof Number) {
      return value.toString();
    }
    return quoted(value.toString());
  }

  private static String quoted(String text) {
    boolean harmful = !text.isEmpty() && BEGINS_FORMULAS.indexOf(text.charAt(0)) >= 0;
    return '"' + (harmful ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
