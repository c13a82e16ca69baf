package io.drinkd.driver;

/** How far an order can get to a board now. */
public enum BoardState {
  /** No link, or the board has not logged in yet. */
  DOWN,
  /** Linked and logged in. */
  UP,
  /**
   * Linked, but an order went unanswered: no order leaves until it is answered or the link is new.
   */
  QUARANTINED
}
