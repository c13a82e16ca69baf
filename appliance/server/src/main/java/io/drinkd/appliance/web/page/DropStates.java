package io.drinkd.appliance.web.page;

import io.drinkd.appliance.drop.DropRecords.DropRecord;
import io.drinkd.appliance.drop.DropState;

/** How the states of drops are named and coloured. */
public final class DropStates {

  /** The word for a drop that fell and was paid back; its state is still that it fell. */
  public static final String PAID_BACK = "paid-back";

  private DropStates() {}

  /** What became of a drop, as people call it. */
  public static String text(DropRecord drop, Texts t) {
    return drop.course().paidBack() ? t.text("drop.state." + PAID_BACK) : text(drop.state(), t);
  }

  /** How that is coloured. */
  public static String tone(DropRecord drop) {
    return drop.course().paidBack() ? "" : tone(drop.state());
  }

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
