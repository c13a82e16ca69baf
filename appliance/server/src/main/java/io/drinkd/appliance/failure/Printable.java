package io.drinkd.appliance.failure;

/** Text from somewhere else, made fit for one line of a log. */
public final class Printable {

  private static final int LENGTH_MAX = 200;

  private Printable() {}

  /** The text without what is no letter, digit, mark or blank, and not longer than a line. */
  public static String text(String raw) {
    boolean isLong = raw.length() > LENGTH_MAX;
    String start = isLong ? raw.substring(0, LENGTH_MAX) : raw;
    return start.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?") + (isLong ? "..." : "");
  }
}
