package io.drinkd.appliance.web.page;

import io.drinkd.appliance.drop.DropState;
import java.util.Locale;

/** How the states of drops are named and coloured. */
public final class DropStates {

  private DropStates() {}

  /** The word for a state in addresses and in the keys of texts. */
  public static String word(DropState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How people call it. */
  public static String text(DropState state, Texts t) {
    return t.text("drop.state." + word(state));
  }

  /** How it is coloured. */
  public static String tone(DropState state) {
    return switch (state) {
      case DROPPED -> "good";
      case IN_DOUBT -> "warn";
      default -> "";
    };
  }
}
