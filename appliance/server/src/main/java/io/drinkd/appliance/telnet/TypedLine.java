package io.drinkd.appliance.telnet;

import io.drinkd.appliance.net.Columns;

/** The line that is being typed. */
final class TypedLine {

  /** The most characters of a line; more than any name or password here has. */
  static final int LENGTH_MAX = 256;

  private final StringBuilder text = new StringBuilder();

  /** Adds a character; false if there is no room. */
  boolean add(int character) {
    if (text.codePointCount(0, text.length()) >= LENGTH_MAX) {
      return false;
    }
    text.appendCodePoint(character);
    return true;
  }

  /**
   * Removes the last character with its accents.
   *
   * @return how many columns it took; 0 if there was none
   */
  int erase() {
    int columns = 0;
    while (columns == 0 && text.length() > 0) {
      columns = removeLast();
    }
    return columns;
  }

  /** Removes the last word and the blanks behind it; returns how many columns they took. */
  int eraseWord() {
    int columns = 0;
    while (text.length() > 0 && text.charAt(text.length() - 1) == ' ') {
      columns += removeLast();
    }
    while (text.length() > 0 && text.charAt(text.length() - 1) != ' ') {
      columns += removeLast();
    }
    return columns;
  }

  /** Removes all; returns how many columns it took. */
  int eraseAll() {
    int columns = Columns.width(text.toString());
    text.setLength(0);
    return columns;
  }

  private int removeLast() {
    int last = text.codePointBefore(text.length());
    text.setLength(text.length() - Character.charCount(last));
    return Columns.width(last);
  }

  /** The line, which is empty then. */
  String take() {
    String taken = text.toString();
    text.setLength(0);
    return taken;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
