package io.drinkd.appliance.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a text without quotes stands for, by the core schema of YAML 1.2: nothing, a truth value, a
 * number, or itself. Of numbers only {@linkplain PlainDecimal plain decimals} are read: YAML before
 * 1.2 takes {@code 050} for 40. To be used by one thread.
 */
final class PlainScalar {

  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
              + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private static final String BEGINS_NUMBER = "+-.0123456789";

  /** A number to YAML that no setting takes: it is shown as it was written. */
  record OtherNumber(String written) {

    @Override
    public String toString() {
      return written;
    }
  }

  /** The files of many machines have the same few texts. */
  private final Map<String, Optional<Object>> known = new HashMap<>();

  /** Empty, or a Boolean, a Long, an {@link OtherNumber} or a String. */
  Optional<Object> read(String text) {
    return known.computeIfAbsent(text, PlainScalar::readAnew);
  }

  private static Optional<Object> readAnew(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Optional.empty();
      case "true", "True", "TRUE" -> Optional.of(true);
      case "false", "False", "FALSE" -> Optional.of(false);
      default -> Optional.of(numberOrText(text));
    };
  }

  private static Object numberOrText(String text) {
    if (BEGINS_NUMBER.indexOf(text.charAt(0)) < 0) {
      return text;
    }
    OptionalLong decimal = PlainDecimal.read(text);
    if (decimal.isPresent()) {
      return decimal.getAsLong();
    }
    return NUMBER.matcher(text).matches() ? new OtherNumber(text) : text;
  }
}
