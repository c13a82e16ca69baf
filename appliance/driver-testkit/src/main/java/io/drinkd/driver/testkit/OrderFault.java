package io.drinkd.driver.testkit;

import java.time.Duration;

/**
 * A fault of one order.
 *
 * @param late how long the answer is delayed
 */
record OrderFault(Kind kind, Duration late) {

  static final OrderFault NONE = new OrderFault(Kind.NONE);

  OrderFault(Kind kind) {
    this(kind, Duration.ZERO);
  }

  /** Whether no answer comes, and the link stays. */
  boolean leavesSilence() {
    return kind == Kind.SILENCE || kind == Kind.SWALLOW;
  }

  enum Kind {
    /** No fault. */
    NONE,
    /** The drop is refused. */
    NACK,
    /** The can falls, and the board answers that it has failed. */
    FAIL,
    /** The can falls, and the board never answers. */
    SILENCE,
    /** The order is lost: no can, no answer. */
    SWALLOW,
    /** The can falls, and the board answers late. */
    LATE,
    /** The can falls, and the link is closed before the answer. */
    CLOSE,
    /** The can falls, and the link is closed in the middle of the answer. */
    CUT,
    /** The link is closed as the order arrives: no can. */
    LOSE,
    /** The can falls, and the answer has the number of another order. */
    WRONG_ID,
    /** The can falls, and the answer comes in single bytes. */
    SPLIT
  }
}
