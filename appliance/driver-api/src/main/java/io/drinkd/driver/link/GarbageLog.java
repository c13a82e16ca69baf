package io.drinkd.driver.link;

import io.drinkd.driver.Timers;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Logs what a board says and nobody understands: the first of a minute in full, the others by their
 * number, for a loose plug can say thousands of lines a second. Used inside the board's serial
 * executor only.
 */
final class GarbageLog {

  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final Timers timers;
  private boolean begun;
  private long windowBegan;
  private long untold;

  GarbageLog(Logger log, Timers timers) {
    this.log = log;
    this.timers = timers;
  }

  /**
   * @param what one line, without secrets
   */
  void add(String what) {
    if (begun && timers.nanoTime() - windowBegan < WINDOW_NANOS) {
      untold++;
      log.debug("{}", what);
      return;
    }
    log.warn("{}{}", what, untold == 0 ? "" : " (and " + untold + " more such lines before it)");
    begun = true;
    windowBegan = timers.nanoTime();
    untold = 0;
  }
}
