package io.drinkd.driver.testkit;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** The driver has sent something else than a line of the vocabulary says. */
final class ScriptMismatch extends AssertionError {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN_MAX = 20;

  /** All else in a line of hex digits is chosen by the driver, or computed. */
  private static final Pattern GIVEN = Pattern.compile("[0-9a-fA-F]{2}");

  private final String line;

  /**
   * @param line of the vocabulary
   * @param filled the line with slot and number, as it is shown
   * @param wanted the same, in hex digits where it has bytes that are not given
   * @param found the bytes that the driver has sent
   * @param said what led to it
   */
  ScriptMismatch(String line, String filled, String wanted, String found, String said) {
    super(
        "the driver sent "
            + EscapedBytes.like(line, found)
            + ", expected "
            + filled
            + difference(line, wanted, found)
            + said);
    this.line = line;
  }

  /** The line of the vocabulary, which is the same for all checks that play it. */
  String line() {
    return line;
  }

  /** Where they begin to differ; empty if that is no given byte, as with a wrong sum. */
  private static String difference(String line, String wanted, String found) {
    if (found.isEmpty()) {
      return "";
    }
    String digits =
        Script.isHex(wanted)
            ? wanted.substring(wanted.indexOf(' ') + 1)
            : EscapedBytes.hex(Script.step(wanted).text());
    String[] bytes = digits.split(" ");
    for (int at = 0; at < bytes.length; at++) {
      boolean same = at < found.length() && isOne(bytes[at], found.charAt(at));
      if (!same && GIVEN.matcher(bytes[at]).matches()) {
        String rest = found.substring(Math.min(at, found.length()));
        return "; they differ from byte "
            + (at + 1)
            + " on: found "
            + EscapedBytes.like(line, rest.substring(0, Math.min(SHOWN_MAX, rest.length())))
            + ", expected "
            + EscapedBytes.like(line, given(bytes, at));
      }
    }
    return "";
  }

  private static boolean isOne(String digits, char found) {
    return digits.equalsIgnoreCase(HexFormat.of().toHexDigits((byte) found));
  }

  private static String given(String[] bytes, int from) {
    var given = new StringBuilder();
    int at = from;
    while (at < bytes.length && given.length() < SHOWN_MAX && GIVEN.matcher(bytes[at]).matches()) {
      given.append((char) HexFormat.fromHexDigits(bytes[at]));
      at++;
    }
    return given.toString();
  }
}
