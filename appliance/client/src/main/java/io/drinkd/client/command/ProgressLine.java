package io.drinkd.client.command;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** The last line of a terminal, on which each text takes the place of the one before. */
public final class ProgressLine {

  /** So that a text is cut, and begins no other line, in a window that was made narrower. */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";
  private static final String CLEAR_REST = "\u001b[K";

  private final Consumer<String> out;
  private final IntSupplier columns;
  private String shown = "";

  /**
   * A line at which the cursor is now.
   *
   * @param out writes to the terminal
   * @param columns how wide it is now
   */
  public ProgressLine(Consumer<String> out, IntSupplier columns) {
    this.out = out;
    this.columns = columns;
  }

  /** Where there is no terminal, nothing is shown. */
  public static ProgressLine none() {
    return new ProgressLine(text -> {}, () -> Integer.MAX_VALUE);
  }

  /** Shows the first of some texts that fits, or what fits of the last one. */
  void show(String... texts) {
    int most = Math.max(1, columns.getAsInt() - 1);
    String last = texts[texts.length - 1];
    String cut = last.substring(0, Math.min(most, last.length()));
    String text =
        List.of(texts).stream().filter(one -> one.length() <= most).findFirst().orElse(cut);
    if (!text.equals(shown)) {
      shown = text;
      out.accept("\r" + NO_WRAP + text + CLEAR_REST + WRAP);
    }
  }

  /** Leaves the line empty, and the cursor at its beginning. */
  void clear() {
    if (!shown.isEmpty()) {
      shown = "";
      out.accept("\r" + CLEAR_REST);
    }
  }
}
