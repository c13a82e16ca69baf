package io.drinkd.driver.link;

import io.drinkd.driver.Timers;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Logs malformed or unexpected input: the first of each minute in full, the others by their number,
 * for a loose plug can send thousands of lines a second.
 */
final class GarbageLog {

  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final Timers timers;
  private boolean started;
  private long windowStart;
  private long suppressed;

  GarbageLog(Logger log, Timers timers) {
    this.log = log;
    this.timers = timers;
  }

  /**
   * @param what was ignored; one line, without secrets
   */
  void add(String what) {
    if (started && timers.nanoTime() - windowStart < WINDOW_NANOS) {
      suppressed++;
      log.debug("ignored {}", what);
      return;
    }
    // What to do: check cable and firmware of the board if it happens often.
    log.warn(
        "ignored {}{}",
        what,
        suppressed == 0 ? "" : " (similar messages suppressed: " + suppressed + ")");
    started = true;
    windowStart = timers.nanoTime();
    suppressed = 0;
  }
}
