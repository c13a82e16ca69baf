package io.drinkd.appliance.sunday;

import io.drinkd.driver.Timers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the connections of a listener that ended without a request, as port scans, health checks
 * and floods make them, and logs their number once a minute at most. May be used on any thread.
 */
final class ConnectionsWithoutRequest {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionsWithoutRequest.class);
  static final Duration REPORT_AFTER = Duration.ofMinutes(1);

  private final Timers timers;
  private long count;
  private String last = "";

  ConnectionsWithoutRequest(Timers timers) {
    this.timers = timers;
  }

  /**
   * Counts one.
   *
   * @param client its address
   * @param end why it ended
   */
  synchronized void ended(String client, String end) {
    LOG.debug("client={} requests=0 end=\"{}\"", client, end);
    if (count++ == 0) {
      timers.after(REPORT_AFTER, this::report);
    }
    last = client + ", " + end;
  }

  private synchronized void report() {
    LOG.info("connections closed without a request: {}; the last one: {}", count, last);
    count = 0;
  }
}
