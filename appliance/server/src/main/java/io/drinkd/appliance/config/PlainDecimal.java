package io.drinkd.appliance.config;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Whole numbers as the configuration and the command line take them: plain decimal digits. What
 * somebody means by {@code 050} nobody can know.
 */
public final class PlainDecimal {

  /** At most so many digits as always fit. */
  private static final Pattern WRITTEN = Pattern.compile("0|-?[1-9][0-9]{0,17}");

  private PlainDecimal() {}

  /** Reads one; empty if the text is something else. */
  public static OptionalLong read(String text) {
    return WRITTEN.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
