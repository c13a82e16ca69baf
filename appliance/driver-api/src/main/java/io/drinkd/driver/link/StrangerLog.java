package io.drinkd.driver.link;

import io.drinkd.driver.Timers;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Logs connections that were closed because they are of no board: of each port one line, and then
 * no more than one a minute, which says how many there were in between. Whoever dials again and
 * again fills no log, and hides nobody who comes to another port. Used on the thread of the pending
 * connections only.
 */
final class StrangerLog {

  private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final Timers timers;

  /** As many as there were ports for boards. */
  private final Map<Integer, Port> ports = new HashMap<>();

  /** What was logged of one. */
  private static final class Port {

    private long nextNanos;
    private long suppressed;

    Port(long nextNanos) {
      this.nextNanos = nextNanos;
    }
  }

  StrangerLog(Logger log, Timers timers) {
    this.log = log;
    this.timers = timers;
  }

  /**
   * @param port to which it came
   * @param reason why it is of no board
   */
  void closed(SocketAddress from, int port, String reason) {
    long now = timers.nanoTime();
    Port there = ports.computeIfAbsent(port, none -> new Port(now));
    if (now - there.nextNanos < 0) {
      there.suppressed++;
      log.debug("connection from {} closed too: {}", from, reason);
      return;
    }
    log.info(
        "connection from {} closed, not identified as a board: {}{}",
        from,
        reason,
        there.suppressed == 0 ? "" : " (similar messages suppressed: " + there.suppressed + ")");
    there.nextNanos = now + EVERY_NANOS;
    there.suppressed = 0;
  }
}
