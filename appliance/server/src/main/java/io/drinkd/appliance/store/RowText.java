package io.drinkd.appliance.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Some values in one line of text, as {@code COPY} of PostgreSQL has them: tabs between, and none,
 * a tab, a line break and a backslash escaped. Immutable.
 */
public final class RowText {

  private static final String NONE = "\\N";
  private static final String SEPARATOR = "\t";

  /** Null for none. */
  private final List<String> values;

  private RowText(List<String> values) {
    this.values = values;
  }

  /** Those values, each of which has its text; null for none. */
  public static RowText of(Object... values) {
    List<String> texts = new ArrayList<>(values.length);
    for (Object value : values) {
      texts.add(value == null ? null : value.toString());
    }
    return new RowText(Collections.unmodifiableList(texts));
  }

  /** The values that were written in that line. */
  public static RowText parse(String line) {
    List<String> values = new ArrayList<>();
    for (String value : line.split(SEPARATOR, -1)) {
      values.add(value.equals(NONE) ? null : unescaped(value));
    }
    return new RowText(Collections.unmodifiableList(values));
  }

  /** The value at that place, counted from 0, which must be there. */
  public String text(int place) {
    return find(place)
        .orElseThrow(() -> new IllegalArgumentException("no value " + place + " in " + this));
  }

  /** The value at that place; empty for none. */
  public Optional<String> find(int place) {
    return place < values.size() ? Optional.ofNullable(values.get(place)) : Optional.empty();
  }

  /** The whole number at that place. */
  public long number(int place) {
    return Long.parseLong(text(place));
  }

  /** The truth value at that place. */
  public boolean flag(int place) {
    return Boolean.parseBoolean(text(place));
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescaped(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char next = value.charAt(i);
      if (next == '\\' && i + 1 < value.length()) {
        i++;
        next =
            switch (value.charAt(i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> value.charAt(i);
            };
      }
      text.append(next);
    }
    return text.toString();
  }

  /** The line. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>(values.size());
    values.forEach(value -> texts.add(value == null ? NONE : escaped(value)));
    return String.join(SEPARATOR, texts);
  }
}
