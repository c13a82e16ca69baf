package io.drinkd.appliance.machine;

import java.util.Locale;

/** Whether a machine's board can accept an order now. */
public enum MachineStatus {
  /** The board is linked and logged in. */
  UP,
  /** There is no link with the board. */
  DOWN,
  /** An order went unanswered; the board gets no other until that is resolved. */
  QUARANTINED,
  /** No driver for the board's model is loaded. */
  WAITING;

  /** The word for it, as clients and operators see it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
