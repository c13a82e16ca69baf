package io.drinkd.bench.demo;

import java.time.Duration;
import java.time.Instant;

/** When the machines were filled. */
final class Restocks {

  static final int EVERY_DAYS = 3;
  static final long LAST_MINUTES_AGO = 9 * 60;

  private final Instant now;
  private long next;

  Restocks(Instant now) {
    this.now = now;
    next = MadeUpMonthMain.DAYS / EVERY_DAYS - 1L;
  }

  /** Whether they were filled before that time, and since it was asked last. */
  boolean before(Instant at) {
    boolean due = next >= 0 && !at(next).isAfter(at);
    if (due) {
      next--;
    }
    return due;
  }

  /** When that was, after {@link #before} has said that it was. */
  Instant last() {
    return at(next + 1);
  }

  private Instant at(long back) {
    return now.minus(Duration.ofMinutes(LAST_MINUTES_AGO))
        .minus(Duration.ofDays(EVERY_DAYS * back));
  }
}
