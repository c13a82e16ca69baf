package io.drinkd.appliance.config;

import java.time.Duration;
import java.util.Optional;

/**
 * One key of the configuration: where it belongs, which values it takes, and what it is for.
 *
 * @param key the key after those around it, such as {@code listeners.idle.before-login}
 * @param kind which kind of value it takes
 * @param least the least number, or the shortest duration in milliseconds; 0 for other kinds
 * @param most the greatest number, or the longest duration in milliseconds; 0 for other kinds
 * @param required whether it is a mistake to leave it out
 * @param fallback its value when it is left out, written as it would be in the file
 * @param meaning what it is for, in a few words
 */
public record Setting(
    String key,
    Kind kind,
    long least,
    long most,
    boolean required,
    Optional<String> fallback,
    String meaning) {

  /** Kinds of values. */
  public enum Kind {
    /** One line of text without double quotes: the wire puts names between them. */
    TEXT,
    /** A name that can be typed without quotes. */
    WORD,
    NUMBER,
    DURATION,
    /** Yes or no. */
    FLAG,
    /** Keys of its own. */
    SECTION,
    /** Sections, one after another. */
    SECTIONS,
    /** Words, one after another. */
    WORDS,
    /** Address ranges, one after another. */
    RANGES
  }

  static Setting of(Kind kind, String key, String meaning) {
    return new Setting(key, kind, 0, 0, true, Optional.empty(), meaning);
  }

  static Setting number(String key, long least, long most, String meaning) {
    return new Setting(key, Kind.NUMBER, least, most, true, Optional.empty(), meaning);
  }

  static Setting duration(String key, Duration least, Duration most, String meaning) {
    return new Setting(
        key, Kind.DURATION, least.toMillis(), most.toMillis(), true, Optional.empty(), meaning);
  }

  /** The keys around it with their dots, such as {@code listeners.idle.}; empty if none are. */
  String prefix() {
    return key.substring(0, key.lastIndexOf('.') + 1);
  }

  /** The last word of the key, such as {@code before-login}. */
  public String name() {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** The same, but it may be left out. */
  Setting optional() {
    return new Setting(key, kind, least, most, false, Optional.empty(), meaning);
  }

  /** The same, but it may be left out, and is {@code value} then. */
  Setting orElse(String value) {
    return new Setting(key, kind, least, most, false, Optional.of(value), meaning);
  }

  /** The value when the key is left out, of the type that the file would give it. */
  Optional<Object> fallbackValue() {
    return fallback.map(text -> kind == Kind.NUMBER ? (Object) Long.valueOf(text) : text);
  }

  /** What belongs there, for an error. */
  String expected() {
    return switch (kind) {
      case TEXT -> "one line of 1 to 100 characters without double quotes";
      case WORD, WORDS -> Words.RULE;
      case NUMBER -> "a whole number from " + least + " to " + most;
      case DURATION ->
          "a duration such as 500ms, 10s, 5m or 1h, from "
              + DurationText.of(least)
              + " to "
              + DurationText.of(most);
      case FLAG -> "true or false";
      case RANGES -> "addresses or ranges of them such as 127.0.0.1, 10.0.0.0/8 or fd00::/8";
      case SECTION -> "further keys, indented";
      case SECTIONS -> "a list, each entry beginning with a dash";
    };
  }
}
