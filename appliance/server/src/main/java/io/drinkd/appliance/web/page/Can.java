package io.drinkd.appliance.web.page;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The picture of a drink: its colour, its pattern, and the letters on its label come from the name
 * alone, so that a drink looks the same wherever it is shown. The name always stands beside it.
 */
public final class Can {

  private static final int COLOURS = 10;
  // Spreads the names of usual drinks well over the colours.
  private static final int SPREAD = 0x9E3779B1;
  private static final int SHIFT = 16;

  /** What is drawn above and below the label: nothing, stripes, or squares. */
  private static final List<String> PATTERNS =
      List.of(
          "",
          "M5 14h30v4H5zM5 47h30v4H5z",
          "M11 14h4v4h-4zM18 14h4v4h-4zM25 14h4v4h-4zM11 47h4v4h-4zM18 47h4v4h-4zM25 47h4v4h-4z");

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Can() {}

  /** The classes that colour it, see the style. */
  public static String classes(String item) {
    return "can can-" + Math.floorMod(hash(item), COLOURS);
  }

  /** The shape of its pattern, as SVG has paths; empty for none. */
  public static String pattern(String item) {
    return PATTERNS.get(Math.floorMod(hash(item) / COLOURS, PATTERNS.size()));
  }

  private static int hash(String item) {
    return (item.toLowerCase(Locale.ROOT).hashCode() * SPREAD) >>> SHIFT;
  }

  /** The first letters of its first two words, or the first two of a single one; may be empty. */
  public static String letters(String item) {
    List<String> words =
        NO_LETTERS.splitAsStream(item).filter(word -> !word.isEmpty()).limit(2).toList();
    int each = words.size() == 1 ? 2 : 1;
    return words.stream().map(word -> begin(word, each)).collect(Collectors.joining());
  }

  private static String begin(String word, int letters) {
    int first = word.offsetByCodePoints(0, 1);
    int all = Math.min(letters, word.codePointCount(0, word.length()));
    return word.substring(0, first).toUpperCase(Locale.ROOT)
        + word.substring(first, word.offsetByCodePoints(0, all));
  }
}
