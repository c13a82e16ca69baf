package io.drinkd.driver;

import java.time.Duration;

/**
 * How long a machine's board may take, and how long it is left alone.
 *
 * @param answerTimeout how long the board may take to answer an order, all exchanges of it
 *     together; after that its outcome is unknown
 * @param guardTime how long after that a late answer is awaited on the same link before the link is
 *     dropped and reconnected
 * @param pause how long after an order that the board has begun no other one is sent; one that
 *     comes earlier waits
 */
public record BoardTimes(Duration answerTimeout, Duration guardTime, Duration pause) {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** What holds where neither a machine's file nor its driver says otherwise. */
  public static final BoardTimes USUAL =
      new BoardTimes(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ZERO);

  /**
   * @throws IllegalArgumentException if a time is negative, or the time-out is zero
   */
  public BoardTimes {
    if (answerTimeout.isNegative() || answerTimeout.isZero() || guardTime.isNegative()) {
      throw new IllegalArgumentException(
          "an answer time-out of " + answerTimeout + " and a guard time of " + guardTime);
    }
    if (pause.isNegative() || pause.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a pause of " + pause + "; expected 0 to 10 minutes");
    }
  }

  /** The same with another time-out for answers. */
  public BoardTimes withAnswerTimeout(Duration other) {
    return new BoardTimes(other, guardTime, pause);
  }

  /** The same with another guard time. */
  public BoardTimes withGuardTime(Duration other) {
    return new BoardTimes(answerTimeout, other, pause);
  }

  /** The same with another pause between two orders. */
  public BoardTimes withPause(Duration other) {
    return new BoardTimes(answerTimeout, guardTime, other);
  }
}
