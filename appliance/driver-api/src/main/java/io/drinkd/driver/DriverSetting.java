package io.drinkd.driver;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting that a driver declares: a key below {@code settings:} in the files of its machines.
 *
 * @param name the key: small letters, digits and hyphens
 * @param type which values it takes
 * @param fallback its value where a file leaves it out, written as in a file; empty if a file must
 *     have it
 * @param tellsBoardsApart whether it distinguishes boards behind one address: no two machines that
 *     dial one address have the same value then
 * @param help what it is for, in a few words
 */
public record DriverSetting(
    String name, Type type, Optional<String> fallback, boolean tellsBoardsApart, String help) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final int TEXT_MAX = 200;

  /** Kinds of values. */
  public enum Kind {
    /** One line of text. */
    TEXT,
    /** A whole number. */
    NUMBER,
    /** A duration such as {@code 500ms} or {@code 5s}. */
    DURATION,
    /** {@code true} or {@code false}. */
    FLAG,
    /** One of a few words. */
    CHOICE
  }

  /**
   * What may stand behind a key.
   *
   * @param least the least number, or the shortest duration in milliseconds; 0 for other kinds
   * @param most the greatest number, or the longest duration in milliseconds; 0 for other kinds
   * @param choices the words of a choice; empty for other kinds
   */
  public record Type(Kind kind, long least, long most, List<String> choices) {}

  /**
   * @throws IllegalArgumentException if the name is malformed, or the default is no value of it
   */
  public DriverSetting {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the setting \"" + name + "\", expected small letters, digits and hyphens");
    }
    if (fallback.isPresent() && parse(type, fallback.get()).isEmpty()) {
      throw new IllegalArgumentException(
          "the default of the setting " + name + " is " + fallback.get());
    }
  }

  /**
   * A text of one line, 200 characters at most, that a file must have. In it, as in its default,
   * <code>{machine}</code> stands for the machine's id.
   */
  public static DriverSetting text(String name, String help) {
    return required(name, new Type(Kind.TEXT, 0, 0, List.of()), help);
  }

  /** A whole number that a file must have. */
  public static DriverSetting number(String name, long least, long most, String help) {
    return required(name, new Type(Kind.NUMBER, least, most, List.of()), help);
  }

  /** A duration that a file must have, between two that are written as in a file. */
  public static DriverSetting duration(String name, String least, String most, String help) {
    return required(
        name, new Type(Kind.DURATION, bound(name, least), bound(name, most), List.of()), help);
  }

  private static DriverSetting required(String name, Type type, String help) {
    return new DriverSetting(name, type, Optional.empty(), false, help);
  }

  private static long bound(String name, String duration) {
    return milliseconds(duration)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a bound of the setting "
                        + name
                        + " is "
                        + duration
                        + ", expected 500ms, say"));
  }

  /** {@code true} or {@code false}, which a file must say. */
  public static DriverSetting flag(String name, String help) {
    return required(name, new Type(Kind.FLAG, 0, 0, List.of()), help);
  }

  /** One of these words, which a file must have. */
  public static DriverSetting choice(String name, List<String> words, String help) {
    return required(name, new Type(Kind.CHOICE, 0, 0, List.copyOf(words)), help);
  }

  /** The same, but a file may leave it out, and then this holds, written as in a file. */
  public DriverSetting orElse(Object value) {
    return new DriverSetting(
        name, type, Optional.of(String.valueOf(value)), tellsBoardsApart, help);
  }

  /**
   * The same, of a model with several boards behind one address: a unit's number, a topic, a path.
   * Machines may then dial one address if all such settings of theirs differ.
   */
  public DriverSetting tellingBoardsApart() {
    return new DriverSetting(name, type, fallback, true, help);
  }

  /** What belongs there, for an error. */
  public String expected() {
    return switch (type.kind()) {
      case TEXT -> "one line of at most " + TEXT_MAX + " characters";
      case NUMBER -> "a whole number from " + type.least() + " to " + type.most();
      case DURATION ->
          String.format(
              Locale.ROOT,
              "a duration such as 500ms, 5s or 1m, from %d ms to %d ms",
              type.least(),
              type.most());
      case FLAG -> "true or false";
      case CHOICE -> "one of " + String.join(", ", type.choices());
    };
  }

  /** The value of a text, as String, Long, Duration or Boolean; empty if it is none. */
  Optional<Object> parse(String text) {
    return parse(type, text);
  }

  private static Optional<Object> parse(Type type, String text) {
    return switch (type.kind()) {
      case TEXT -> isLine(text) ? Optional.of(text) : Optional.empty();
      case NUMBER -> number(text).filter(value -> isWithin(type, value)).map(Long.class::cast);
      case DURATION ->
          milliseconds(text).filter(value -> isWithin(type, value)).map(Duration::ofMillis);
      case FLAG ->
          text.equals("true") || text.equals("false")
              ? Optional.of(text.equals("true"))
              : Optional.empty();
      case CHOICE -> type.choices().contains(text) ? Optional.of(text) : Optional.empty();
    };
  }

  private static boolean isWithin(Type type, long value) {
    return value >= type.least() && value <= type.most();
  }

  private static boolean isLine(String text) {
    return text.length() <= TEXT_MAX && text.chars().noneMatch(Character::isISOControl);
  }

  private static Optional<Long> number(String text) {
    return text.matches("-?[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Optional<Long> milliseconds(String text) {
    Matcher duration = DURATION.matcher(text);
    if (!duration.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(duration.group(1));
    return Optional.of(
        switch (duration.group(2)) {
          case "ms" -> count;
          case "s" -> count * 1_000;
          case "m" -> count * 60_000;
          default -> count * 3_600_000;
        });
  }
}
