package io.drinkd.appliance.net;

/** How much room text takes on a terminal, where some characters take two columns or none. */
public final class Columns {

  /** The first and last of each range of characters that take two columns (East Asian Width). */
  private static final int[][] WIDE = {
    {0x1100, 0x115f},
    {0x2e80, 0x303e},
    {0x3041, 0xa4cf},
    {0xa960, 0xa97f},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff},
    {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd},
  };

  private static final int FIRST_WIDE = 0x1100;

  private Columns() {}

  /** How many columns a text takes, which has no control characters. */
  public static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  /** How many columns a character takes: 0, 1 or 2. */
  public static int width(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    if (character < FIRST_WIDE) {
      return 1;
    }
    for (int[] range : WIDE) {
      if (character >= range[0] && character <= range[1]) {
        return 2;
      }
    }
    return 1;
  }

  /**
   * The text, or its beginning with a tilde where it is longer.
   *
   * @param most how many columns it may take, at least 1
   */
  public static String cut(String text, int most) {
    if (width(text) <= most) {
      return text;
    }
    int room = most - 1;
    int end = 0;
    while (width(text.codePointAt(end)) <= room) {
      room -= width(text.codePointAt(end));
      end = text.offsetByCodePoints(end, 1);
    }
    return text.substring(0, end) + "~";
  }

  /** The text in just so many columns: cut, or with blanks behind it. */
  public static String fit(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(columns - width(cut));
  }
}
