package io.drinkd.appliance.web.page;

import java.util.Locale;

/** The picture of a drink. A drink has the same colour wherever it is shown. */
public final class Can {

  private static final int COLOURS = 10;
  // Spreads the names of usual drinks well over the colours.
  private static final int SPREAD = 0x9E3779B1;
  private static final int SHIFT = 16;

  private Can() {}

  /** The classes that colour it, see the style. */
  public static String classes(String item) {
    int hash = item.toLowerCase(Locale.ROOT).hashCode() * SPREAD;
    return "can can-" + Math.floorMod(hash >>> SHIFT, COLOURS);
  }
}
