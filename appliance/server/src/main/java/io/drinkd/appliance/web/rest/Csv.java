package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.failure.Printable;
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
    return Printable.cell(value.toString());
  }
}
