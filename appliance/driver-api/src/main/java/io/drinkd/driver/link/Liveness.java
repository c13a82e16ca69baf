package io.drinkd.driver.link;

import java.time.Duration;

/**
 * How long a model's boards may be idle.
 *
 * @param askAfter after so long without a message the board is asked for its slots; if equal to
 *     {@code lostAfter} it never is, as for boards that send keep-alives by themselves
 * @param lostAfter after so long without a message the link counts as lost and is reconnected
 */
public record Liveness(Duration askAfter, Duration lostAfter) {

  /**
   * @throws IllegalArgumentException if a board would be lost before it is asked
   */
  public Liveness {
    if (askAfter.isNegative() || askAfter.isZero() || askAfter.compareTo(lostAfter) > 0) {
      throw new IllegalArgumentException(
          "Liveness asks after "
              + askAfter
              + " and is lost after "
              + lostAfter
              + "; expected more than 0, and the first no longer than the second");
    }
  }
}
