package io.drinkd.appliance.net;

import io.drinkd.driver.Timers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of faults of our own, one with its stack trace every ten seconds at most: a client that has
 * found a fault can repeat it thousands of times a second, and the log must survive that. May be
 * used on any thread.
 */
public final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Timers timers;
  private long nextNanos;
  private long untold;

  public FailureLog(Timers timers) {
    this.timers = timers;
    nextNanos = timers.nanoTime();
  }

  /**
   * @param what what failed, without its stack trace
   */
  public synchronized void report(String what, Throwable cause) {
    long now = timers.nanoTime();
    if (now - nextNanos < 0) {
      untold++;
      LOG.debug("{}", what, cause);
      return;
    }
    LOG.error("{}; {} failures before it were not told", what, untold, cause);
    untold = 0;
    nextNanos = now + PAUSE_NANOS;
  }
}
