package io.drinkd.driver.link;

import io.drinkd.driver.Timers;
import java.net.SocketAddress;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Logs connections that were closed because they are of no board: one line, and then no more than
 * one a minute, which says how many there were in between. Whoever dials again and again fills no
 * log. Used on the thread of the pending connections only.
 */
final class StrangerLog {

  private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final Timers timers;
  private long nextNanos;
  private long suppressed;

  StrangerLog(Logger log, Timers timers) {
    this.log = log;
    this.timers = timers;
    this.nextNanos = timers.nanoTime();
  }

  /**
   * @param reason why it is of no board
   */
  void closed(SocketAddress from, String reason) {
    long now = timers.nanoTime();
    if (now - nextNanos < 0) {
      suppressed++;
      log.debug("connection from {} closed too: {}", from, reason);
      return;
    }
    log.info(
        "connection from {} closed, not identified as a board: {}{}",
        from,
        reason,
        suppressed == 0 ? "" : " (similar messages suppressed: " + suppressed + ")");
    nextNanos = now + EVERY_NANOS;
    suppressed = 0;
  }
}
