package io.drinkd.appliance.config;

import java.util.List;
import java.util.regex.Pattern;

/** The rule for names that members and admins type: ids, aliases, drivers, listeners. */
final class Words {

  static final String RULE =
      "a word of 1 to 32 letters, digits, '-' or '_', beginning with a letter or a digit";

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

  private Words() {}

  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  /** One of several words, for an error: {@code keep, charge or refund}. */
  static String alternatives(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
