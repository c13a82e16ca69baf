package io.drinkd.appliance.service;

import io.drinkd.driver.Timers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that logins cannot be checked, once every ten seconds at most: while the directory does not
 * answer, clients try as often as they like, and the log must survive that. May be used on any
 * thread.
 */
final class UncheckedLogins {

  private static final Logger LOG = LoggerFactory.getLogger(UncheckedLogins.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Timers timers;
  private long nextNanos;
  private long suppressed;

  UncheckedLogins(Timers timers) {
    this.timers = timers;
    nextNanos = timers.nanoTime();
  }

  /**
   * Logs one, or counts it if another was logged just before.
   *
   * @param why what the directory or the password check reported, in one line
   */
  synchronized void report(String why) {
    long now = timers.nanoTime();
    if (now - nextNanos < 0) {
      suppressed++;
      LOG.debug("login not checked: {}", why);
      return;
    }
    // What to do: see whether the directory answers; members can log in again as soon as it does.
    LOG.warn("login not checked: {}; similar messages suppressed: {}", why, suppressed);
    suppressed = 0;
    nextNanos = now + PAUSE_NANOS;
  }
}
