package io.drinkd.driver.testkit;

import java.time.Duration;

/**
 * What goes wrong with one order.
 *
 * @param late how long the answer is held back
 */
record OrderFault(Kind kind, Duration late) {

  static final OrderFault NONE = new OrderFault(Kind.NONE);

  OrderFault(Kind kind) {
    this(kind, Duration.ZERO);
  }

  enum Kind {
    /** All goes well. */
    NONE,
    /** The drop is not made, and the board says so. */
    NACK,
    /** The can falls, and the board never says so. */
    SILENCE,
    /** The order is lost: no can, no answer. */
    SWALLOW,
    /** The can falls, and the board says so late. */
    LATE,
    /** The can falls, and the link is gone before the board can say so. */
    CLOSE,
    /** The can falls, and the link is gone in the midst of the answer. */
    CUT
  }
}
