package io.drinkd.client.session;

import java.util.ArrayList;
import java.util.List;

/** A row of a list, taken apart. */
final class Row {

  private Row() {}

  /** Words between blanks; one in quotes is one of them, without its quotes. */
  static List<String> words(String row) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < row.length()) {
      if (row.charAt(at) == ' ') {
        at++;
        continue;
      }
      boolean quoted = row.charAt(at) == '"';
      int from = quoted ? at + 1 : at;
      int end = quoted ? closingQuote(row, from) : row.indexOf(' ', from);
      end = end < 0 ? row.length() : end;
      words.add(row.substring(from, end));
      at = quoted ? end + 1 : end;
    }
    return words;
  }

  private static int closingQuote(String row, int from) {
    for (int at = from; at < row.length(); at++) {
      if (row.charAt(at) == '"' && (at + 1 == row.length() || row.charAt(at + 1) == ' ')) {
        return at;
      }
    }
    return -1;
  }

  /** A number, or -1 for something else. */
  static long number(String word) {
    return word.matches("-?[0-9]{1,18}") ? Long.parseLong(word) : -1;
  }
}
