package io.drinkd.driver;

import java.time.Duration;

/**
 * How a model's boards show that they are alive.
 *
 * @param askAfter after so long without a message the board is asked for its slots; if equal to
 *     {@code lostAfter} it never is, as for boards that send keep-alives by themselves
 * @param lostAfter after so long without a message the link counts as lost and is reconnected
 * @param reportsAfterDrop whether a board reports all its slots after each drop, right behind its
 *     answer, and else only at its login (twice, before and after it is accepted) and when it is
 *     asked; such a report without an answer before it tells that the board has done with an order
 *     and that its answer was lost
 */
public record Liveness(Duration askAfter, Duration lostAfter, boolean reportsAfterDrop) {

  /** For boards of which nothing follows from a report. */
  public Liveness(Duration askAfter, Duration lostAfter) {
    this(askAfter, lostAfter, false);
  }

  /**
   * @throws IllegalArgumentException if a board would be lost before it is asked
   */
  public Liveness {
    if (askAfter.isNegative() || askAfter.isZero() || askAfter.compareTo(lostAfter) > 0) {
      throw new IllegalArgumentException(
          "Liveness asks after "
              + askAfter.toMillis()
              + " ms and is lost after "
              + lostAfter.toMillis()
              + " ms; expected more than 0, and the first no longer than the second");
    }
  }
}
