package io.drinkd.appliance.control.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How texts are broken so that they fit the terminal on which they are read. */
final class Wrap {

  /** A narrower column nobody can read. */
  private static final int LEAST = 10;

  /** A longer word may be broken. */
  private static final int WORD_MAX = 24;

  private Wrap() {}

  /**
   * The text in lines of so many characters at most; broken at a blank where there is one.
   *
   * @param width at least 1
   */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.codePointCount(0, rest.length()) > width) {
      int end = rest.offsetByCodePoints(0, width);
      int blank = rest.lastIndexOf(' ', end);
      int cut = blank > 0 ? blank : end;
      lines.add(rest.substring(0, cut));
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /**
   * How narrow a column of such texts may become: its words stay whole, unless they are long.
   *
   * @param texts what stands in it
   */
  static int least(List<String> texts) {
    int longest =
        texts.stream()
            .flatMap(Pattern.compile(" +")::splitAsStream)
            .mapToInt(word -> word.codePointCount(0, word.length()))
            .max()
            .orElse(0);
    return Math.max(LEAST, Math.min(longest, WORD_MAX));
  }

  /**
   * How wide columns are to be, if they are to fit a terminal: the widest of those that may become
   * narrower give way. If not enough of them may, all are as wide as they need to be.
   *
   * @param needed how wide they need to be
   * @param least how narrow each may become
   * @param most how wide all of them may be together
   */
  static int[] fitted(int[] needed, int[] least, int most) {
    int[] fitted = needed.clone();
    for (int excess = Arrays.stream(needed).sum() - most; excess > 0; excess--) {
      OptionalInt widest =
          IntStream.range(0, fitted.length)
              .filter(i -> fitted[i] > least[i])
              .reduce((one, other) -> fitted[other] >= fitted[one] ? other : one);
      if (widest.isEmpty()) {
        return needed;
      }
      fitted[widest.getAsInt()]--;
    }
    return fitted;
  }
}
