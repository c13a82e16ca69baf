package io.drinkd.driver.link;

import java.time.Duration;

/**
 * How a model's silence is read.
 *
 * @param askAfter when nothing was heard for so long, the board is asked for its slots; if it is as
 *     long as {@code lostAfter} it never is, as for boards that show by themselves that they live
 * @param lostAfter when nothing was heard for so long, the board is lost and the link made anew
 */
public record Liveness(Duration askAfter, Duration lostAfter) {

  /**
   * @throws IllegalArgumentException if a board would be lost before it was asked
   */
  public Liveness {
    if (askAfter.isNegative() || askAfter.isZero() || askAfter.compareTo(lostAfter) > 0) {
      throw new IllegalArgumentException(
          "Liveness asks after "
              + askAfter
              + " and gives up after "
              + lostAfter
              + "; expected more than 0, and the first no longer than the second");
    }
  }
}
