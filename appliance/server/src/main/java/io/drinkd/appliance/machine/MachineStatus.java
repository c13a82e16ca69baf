package io.drinkd.appliance.machine;

/** Whether a machine can accept an order now. */
public enum MachineStatus {
  /** The board is linked and logged in. */
  UP,
  /** There is no link with the board. */
  DOWN,
  /** An order went unanswered; the board gets no other until that is resolved. */
  QUARANTINED,
  /** No driver for the board's model is loaded. */
  WAITING
}
