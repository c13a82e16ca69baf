package io.drinkd.driver;

/** Whether an order can reach a board now. */
public enum BoardState {
  /** No link, or the board has not logged in yet. */
  DOWN,
  /** Linked and logged in. */
  UP,
  /**
   * Linked, but an order went unanswered: no other order leaves until it is answered, or the board
   * shows otherwise that it has done with it, or has reconnected.
   */
  QUARANTINED
}
