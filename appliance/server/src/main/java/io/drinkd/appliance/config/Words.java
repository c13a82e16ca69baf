package io.drinkd.appliance.config;

import java.util.List;

/** The rule for names that members and admins type: ids, aliases, drivers, listeners. */
final class Words {

  static final String RULE =
      "a word of 1 to 32 letters, digits, '-' or '_', beginning with a letter or a digit";

  private static final int LONGEST = 32;

  private Words() {}

  static boolean isWord(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !isLetterOrDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** Of ASCII. */
  static boolean isLetterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  /** One of several words, for an error: {@code keep, charge or refund}. */
  static String alternatives(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
