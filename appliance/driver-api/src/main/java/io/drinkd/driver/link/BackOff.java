package io.drinkd.driver.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: steps of 1 s, 2 s, 4 s up to 30 s, and of each step a
 * random part between its half and its whole, so that boards that were lost together do not
 * reconnect at the same moment. Not safe for use by several threads at once.
 */
final class BackOff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LAST = Duration.ofSeconds(30);

  private final RandomGenerator jitter;
  private Duration step = FIRST;

  BackOff(RandomGenerator jitter) {
    this.jitter = jitter;
  }

  Duration next() {
    long half = step.toNanos() / 2;
    Duration doubled = step.multipliedBy(2);
    step = doubled.compareTo(LAST) < 0 ? doubled : LAST;
    return Duration.ofNanos(half + jitter.nextLong(half + 1));
  }

  /** Starts over with the first step. */
  void reset() {
    step = FIRST;
  }
}
