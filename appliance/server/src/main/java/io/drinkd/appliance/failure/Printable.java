package io.drinkd.appliance.failure;

import java.util.regex.Pattern;

/** Text from somewhere else, made fit for one line of a log. */
public final class Printable {

  private static final int LENGTH_MAX = 200;

  /**
   * Characters that nobody sees, or that change how others are shown: controls, formats such as
   * U+200B and U+202E, ends of lines, halves of characters, and letters without a shape.
   */
  private static final Pattern HIDDEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\x{34f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}"
              + "\\x{180b}-\\x{180e}\\x{2800}\\x{3164}\\x{ffa0}]");

  /** Of which it is not known whether they are seen. */
  private static final Pattern UNKNOWN = Pattern.compile("\\p{C}");

  private Printable() {}

  /** Whether a text has a character that no name, reason or message may have. */
  public static boolean hasHidden(String text) {
    return HIDDEN.matcher(text).find();
  }

  /** The text, however long, with a question mark in place of each such character. */
  public static String seen(String text) {
    return HIDDEN.matcher(text).replaceAll("?");
  }

  /** The text without what is no letter, digit, mark or blank, and not longer than a line. */
  public static String text(String raw) {
    boolean isLong = raw.length() > LENGTH_MAX;
    String start = isLong ? raw.substring(0, LENGTH_MAX) : raw;
    String seen = seen(start);
    return UNKNOWN.matcher(seen).replaceAll("?") + (isLong ? "..." : "");
  }
}
