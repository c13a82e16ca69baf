package io.drinkd.driver.testkit;

import java.util.HexFormat;

/** Bytes in the words of transcripts, so that what is shown can be put into one. */
final class EscapedBytes {

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private EscapedBytes() {}

  /** As a text, with escapes for whatever is not printable. */
  static String text(String bytes) {
    var shown = new StringBuilder();
    for (char c : bytes.toCharArray()) {
      switch (c) {
        case '\n' -> shown.append("\\n");
        case '\r' -> shown.append("\\r");
        case '\t' -> shown.append("\\t");
        case '\\' -> shown.append("\\\\");
        default -> {
          if (c >= ' ' && c <= '~') {
            shown.append(c);
          } else {
            shown.append("\\x").append(HEX.toHexDigits((byte) c));
          }
        }
      }
    }
    return shown.toString();
  }

  /** As hex digits, two a byte. */
  static String hex(String bytes) {
    var shown = new StringBuilder();
    for (char c : bytes.toCharArray()) {
      shown.append(shown.isEmpty() ? "" : " ").append(HEX.toHexDigits((byte) c));
    }
    return shown.toString();
  }

  /** As the line has them that says what was expected: as hex digits, or as a text in quotes. */
  static String like(String line, String bytes) {
    if (bytes.isEmpty()) {
      return "nothing";
    }
    return Script.isHex(line) ? hex(bytes) : '"' + text(bytes) + '"';
  }
}
