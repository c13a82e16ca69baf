package io.drinkd.appliance.net;

import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests a second may be made, with a second's worth at once. It refuses none: a request
 * that comes too early is counted as well, and whoever made it waits until it would have been in
 * time. So many connections that share a rate get equal parts of it.
 *
 * <p>One number is all that is kept: until when the requests so far use up the rate. May be used by
 * any number of threads, whose clock may be late for one another.
 */
public final class RequestRate {

  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final long costNanos;
  private final AtomicLong usedUntilNanos;

  /**
   * @param perSecond from 1 to 10,000,000
   */
  RequestRate(int perSecond, Timers timers) {
    costNanos = SECOND_NANOS / perSecond;
    usedUntilNanos = new AtomicLong(timers.nanoTime() - SECOND_NANOS);
  }

  /**
   * Counts a request.
   *
   * @param now the time, of the clock that this was made with
   * @return how many nanoseconds to wait before the next one; 0 if none
   */
  public long takeNanos(long now) {
    return takeNanos(now, costNanos);
  }

  /**
   * Counts what uses up more or less of the rate than a request.
   *
   * @param usedNanos how much of each second
   */
  long takeNanos(long now, long usedNanos) {
    long before;
    long after;
    do {
      before = usedUntilNanos.get();
      long unusedNanos = now - SECOND_NANOS - before;
      after = before + Math.max(0, unusedNanos) + usedNanos;
    } while (!usedUntilNanos.compareAndSet(before, after));
    return Math.max(0, after - now);
  }

  /** How many nanoseconds to wait before the next one, without counting any; 0 if none. */
  public long waitNanos(long now) {
    return Math.max(0, usedUntilNanos.get() - now);
  }
}
