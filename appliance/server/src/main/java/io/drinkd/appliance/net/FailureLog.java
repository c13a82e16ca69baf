package io.drinkd.appliance.net;

import io.drinkd.driver.Timers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs faults in drinkd itself, one with its stack trace every ten seconds at most: a client that
 * has found a fault can repeat it thousands of times a second, and the log must survive that. May
 * be used on any thread.
 */
public final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Timers timers;
  private long nextNanos;
  private long suppressed;

  public FailureLog(Timers timers) {
    this.timers = timers;
    nextNanos = timers.nanoTime();
  }

  /**
   * Logs a fault, or counts it if one was logged just before.
   *
   * @param what what failed, without its stack trace
   */
  public synchronized void report(String what, Throwable cause) {
    long now = timers.nanoTime();
    if (now - nextNanos < 0) {
      suppressed++;
      LOG.debug("{}", what, cause);
      return;
    }
    if (suppressed > 0) {
      // What to do: see the next line.
      LOG.error("similar messages suppressed: {}", suppressed);
    }
    // What to do: free space on the disk, or mend it, if the books cannot be written; else report
    // the stack trace as a fault of drinkd.
    LOG.error("failure: {}", what, cause);
    suppressed = 0;
    nextNanos = now + PAUSE_NANOS;
  }
}
