package io.drinkd.appliance.sunday;

import java.util.OptionalLong;

/** Whole numbers as the protocol writes them. */
final class WholeNumber {

  private WholeNumber() {}

  /** The number, if the text is decimal digits of ASCII and nothing else, and fits a long. */
  static OptionalLong parse(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
