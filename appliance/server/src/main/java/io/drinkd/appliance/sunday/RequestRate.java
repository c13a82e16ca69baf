package io.drinkd.appliance.sunday;

import io.drinkd.driver.Timers;
import java.time.Duration;

/**
 * How many requests a second may be made, with a second's worth at once. It refuses none: a request
 * that comes too early is counted as well, and whoever made it waits until it would have been in
 * time. So many connections that share a rate get equal parts of it.
 *
 * <p>One number is all that is kept: until when the requests so far use up the rate. May be used by
 * any number of threads.
 */
final class RequestRate {

  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final Timers timers;
  private final long costNanos;
  private long usedUntilNanos;

  /**
   * @param perSecond from 1 to 10,000,000
   */
  RequestRate(int perSecond, Timers timers) {
    this.timers = timers;
    costNanos = SECOND_NANOS / perSecond;
    usedUntilNanos = timers.nanoTime() - SECOND_NANOS;
  }

  /**
   * Counts a request.
   *
   * @return how many nanoseconds to wait before the next one; 0 if none
   */
  synchronized long takeNanos() {
    long now = timers.nanoTime();
    if (usedUntilNanos - (now - SECOND_NANOS) < 0) {
      usedUntilNanos = now - SECOND_NANOS;
    }
    usedUntilNanos += costNanos;
    return Math.max(0, usedUntilNanos - now);
  }
}
