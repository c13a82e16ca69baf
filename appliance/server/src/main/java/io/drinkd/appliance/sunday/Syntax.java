package io.drinkd.appliance.sunday;

/**
 * How a verb is written, such as {@code DROP slot [delay [key]]}: arguments in brackets may be left
 * out, and {@code reason...} takes all the words that are left.
 *
 * @param text as people read it
 * @param verb the first word
 * @param least how many arguments there must be
 * @param most how many there may be
 */
public record Syntax(String text, String verb, int least, int most) {

  /** Reads a syntax; the bounds of the number of arguments follow from it. */
  public static Syntax of(String text) {
    String[] words = text.split(" ");
    int least = 0;
    while (least + 1 < words.length && !words[least + 1].startsWith("[")) {
      least++;
    }
    boolean endless = text.contains("...");
    return new Syntax(text, words[0], least, endless ? Integer.MAX_VALUE : words.length - 1);
  }

  /** Whether that many arguments fit. */
  public boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }
}
