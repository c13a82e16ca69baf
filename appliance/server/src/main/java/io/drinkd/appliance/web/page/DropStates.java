package io.drinkd.appliance.web.page;

import io.drinkd.appliance.drop.DropState;

/** How the states of drops are named and coloured. */
public final class DropStates {

  private DropStates() {}

  /** How people call it. */
  public static String text(DropState state, Texts t) {
    return t.text("drop.state." + state.word());
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
