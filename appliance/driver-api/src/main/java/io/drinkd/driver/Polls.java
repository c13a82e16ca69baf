package io.drinkd.driver;

import java.time.Duration;
import java.util.Optional;

/**
 * When a board is asked for its state by itself; boards that report it unasked need none of it. Of
 * a board that is idle {@link Liveness#askAfter} says when it is asked.
 *
 * @param onOpening as soon as its link is open
 * @param afterDrop after each order that it has ended
 * @param every again and again, so often; empty if not
 */
public record Polls(boolean onOpening, boolean afterDrop, Optional<Duration> every) {

  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** For boards that report by themselves. */
  public static final Polls NONE = new Polls(false, false, Optional.empty());

  /**
   * @throws IllegalArgumentException if a board would be asked more than ten times a second
   */
  public Polls {
    if (every.filter(each -> each.compareTo(SHORTEST) < 0).isPresent()) {
      throw new IllegalArgumentException(
          "Polls every " + every.get() + "; expected no more than ten a second");
    }
  }

  /** On opening, after each drop, and so often. */
  public static Polls every(Duration interval) {
    return new Polls(true, true, Optional.of(interval));
  }
}
