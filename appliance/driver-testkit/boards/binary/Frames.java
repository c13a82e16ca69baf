package io.drinkd.board.@package@;

import java.util.SortedMap;

/** What a frame holds. */
final class Frames {

  private Frames() {}

  /** Asks for the board's state. */
  record AskStatus() {}

  /** Orders a drop. */
  record Drop(int slot) {}

  /**
   * The board's state.
   *
   * @param vends whether it makes a drop just now
   * @param items how many there are in each slot
   */
  record Status(boolean vends, SortedMap<Integer, Integer> items) {}

  /** What became of an order: 0 is made, 1 empty, 2 jammed; after any other a can may fall. */
  record Result(int code) {}
}
