package io.drinkd.appliance.control.output;

import io.drinkd.appliance.failure.Printable;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A value as people and programs see it, but for what only JSON has. */
final class Cell {

  private Cell() {}

  /** The value itself; null if there is none. */
  static Object value(Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }

  /** For people; a hyphen if there is none. Values may come from boards and clients. */
  static String text(Object value, Times times) {
    if (value == null) {
      return "-";
    }
    if (value instanceof Instant instant) {
      return times.shown(instant);
    }
    if (value instanceof Boolean flag) {
      return flag ? "yes" : "no";
    }
    if (value instanceof Collection<?> many) {
      return many.isEmpty()
          ? "-"
          : many.stream().map(one -> text(one, times)).collect(Collectors.joining(" "));
    }
    return value instanceof Number ? value.toString() : Printable.seen(times.shownIn(word(value)));
  }

  /** An enum's name as a word, or the text as it is. */
  static String word(Object value) {
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : value.toString();
  }
}
