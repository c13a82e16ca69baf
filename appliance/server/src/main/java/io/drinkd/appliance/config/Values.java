package io.drinkd.appliance.config;

import io.drinkd.appliance.config.Setting.Kind;
import io.drinkd.appliance.failure.Printable;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Values of a file, converted to the type of their setting, or as an error shows them. */
final class Values {

  /** What a key has in place of a value. */
  enum NoValue {
    NOTHING("nothing"),
    BUT_KEYS("further keys");

    private final String shown;

    NoValue(String shown) {
      this.shown = shown;
    }

    @Override
    public String toString() {
      return shown;
    }
  }

  private static final int SHOWN_MAX = 60;
  private static final int ISSUER_MAX = 1_000;

  private Values() {}

  /** Empty if {@code value} is no text, or none that suits the setting. */
  static Optional<String> text(Setting setting, Object value) {
    return value instanceof String text && suits(text, setting.type())
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Empty if {@code value} is no address range. */
  static Optional<AddressRange> range(Setting setting, Object value) {
    return value instanceof String text ? AddressRange.parse(text) : Optional.empty();
  }

  /** Empty if {@code value} is no whole number, or out of the setting's range. */
  static Optional<Long> number(Setting setting, Object value) {
    return value instanceof Long number
            && number >= setting.type().least()
            && number <= setting.type().most()
        ? Optional.of(number)
        : Optional.empty();
  }

  /** Empty if {@code value} is neither yes nor no. */
  static Optional<Boolean> flag(Setting setting, Object value) {
    return value instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  /** Empty if {@code value} is no duration, or out of the setting's range. */
  static Optional<Duration> duration(Setting setting, Object value) {
    return value instanceof String text
        ? DurationText.parse(text).filter(duration -> inRange(duration, setting))
        : Optional.empty();
  }

  /** In degrees Celsius; empty if {@code value} is no temperature, or out of the range. */
  static Optional<Double> temperature(Setting setting, Object value) {
    return value instanceof String text
        ? TemperatureText.parse(text)
            .filter(
                celsius -> celsius >= setting.type().least() && celsius <= setting.type().most())
        : Optional.empty();
  }

  /** What to do about a value that YAML reads as another type than its writer meant. */
  static String advice(Setting setting, Object value) {
    boolean number = value instanceof Long || value instanceof PlainScalar.OtherNumber;
    return switch (setting.kind()) {
      case TEXT, TEXTS, WORD, WORDS, SITE, ISSUER ->
          number || value instanceof Boolean ? ", between quotes to make it a text" : "";
      case DURATION, TEMPERATURE -> number ? ", with its unit" : "";
      case NUMBER ->
          value instanceof String || value instanceof PlainScalar.OtherNumber
              ? ", in plain decimal digits"
              : "";
      default -> "";
    };
  }

  /** A value in an error: a text between quotes, on one line and not endless. */
  static String shown(Object value) {
    if (value instanceof String text) {
      return '"' + shortened(text) + '"';
    }
    return shortened(value.toString());
  }

  static String shortened(String text) {
    String start = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
    return Printable.text(start);
  }

  /** A character in an error that nobody could see. */
  static String codePoint(int character) {
    return String.format(Locale.ROOT, "U+%04X", character);
  }

  static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean suits(String text, Setting.Type type) {
    if (type.kind() == Kind.CHOICE) {
      return type.choices().contains(text);
    }
    if (type.kind() == Kind.SITE) {
      return Addresses.isSite(text);
    }
    if (type.kind() == Kind.ISSUER) {
      return text.length() <= ISSUER_MAX && Addresses.isIssuer(text);
    }
    if (type.kind() != Kind.TEXT && type.kind() != Kind.TEXTS) {
      return Words.isWord(text);
    }
    return !text.isBlank()
        && text.length() <= type.most()
        && text.indexOf('"') < 0
        && !Printable.hasHidden(text);
  }

  private static boolean inRange(Duration duration, Setting setting) {
    return duration.compareTo(Duration.ofMillis(setting.type().least())) >= 0
        && duration.compareTo(Duration.ofMillis(setting.type().most())) <= 0;
  }
}
