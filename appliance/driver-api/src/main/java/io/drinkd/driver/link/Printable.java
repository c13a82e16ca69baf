package io.drinkd.driver.link;

import java.util.Locale;

/** Makes foreign bytes printable, for one line of a log. */
final class Printable {

  /** Longer texts are truncated. */
  private static final int LONGEST = 80;

  private Printable() {}

  /** The text with everything but printable ASCII escaped, truncated if long. */
  static String text(String raw) {
    var printable = new StringBuilder();
    for (int i = 0; i < Math.min(raw.length(), LONGEST); i++) {
      char c = raw.charAt(i);
      if (c >= ' ' && c <= '~') {
        printable.append(c);
      } else {
        printable.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return raw.length() > LONGEST
        ? printable + "... (" + raw.length() + " characters)"
        : printable.toString();
  }
}
