package io.drinkd.appliance.failure;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text from somewhere else, made fit for a log, a terminal or a spreadsheet. */
public final class Printable {

  private static final int LENGTH_MAX = 200;

  /** Longer than any name; whoever wrote something longer knows it by its start. */
  private static final int QUOTED_MAX = 64;

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

  /** What a formula begins with, also in the wide letters of East Asia. */
  private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private Printable() {}

  /** Whether a text has a character that no name, reason or message may have. */
  public static boolean hasHidden(String text) {
    return !isPlain(text) && HIDDEN.matcher(text).find();
  }

  /** Most texts are, and a start looks at those of each slot of each machine. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /** The text, however long, with a question mark in place of each such character. */
  public static String seen(String text) {
    return isPlain(text) ? text : HIDDEN.matcher(text).replaceAll("?");
  }

  /** The same for a text of several lines, whose ends stay. */
  public static String lines(String text) {
    return Arrays.stream(text.split("\n", -1))
        .map(Printable::seen)
        .collect(Collectors.joining("\n"));
  }

  /**
   * The text as a cell of comma-separated values, quoted as in RFC 4180. One that a spreadsheet
   * would take for a formula, and carry out, has an apostrophe in front; some spreadsheets pass
   * over blanks first.
   */
  public static String cell(String text) {
    String bare = text.strip();
    boolean formula =
        !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0
            || !bare.isEmpty() && FORMULA.indexOf(bare.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }

  /** The text without what is no letter, digit, mark or blank, and not longer than a line. */
  public static String text(String raw) {
    return start(raw, LENGTH_MAX);
  }

  /** The same of what somebody has typed or sent, for the answer that it is wrong. */
  public static String quoted(String raw) {
    return start(raw, QUOTED_MAX);
  }

  private static String start(String raw, int most) {
    boolean isLong = raw.length() > most;
    String start = isLong ? raw.substring(0, most) : raw;
    String seen = seen(start);
    return UNKNOWN.matcher(seen).replaceAll("?") + (isLong ? "..." : "");
  }
}
