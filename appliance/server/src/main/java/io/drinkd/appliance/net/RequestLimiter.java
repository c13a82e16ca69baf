package io.drinkd.appliance.net;

import io.drinkd.appliance.net.ReadGate.Reason;
import io.drinkd.driver.Timers.Timer;
import java.time.Duration;

/**
 * Reads more slowly from a client that makes requests too fast. Nothing is refused, so that no
 * client loses a reply; the others of its address share its rate.
 */
final class RequestLimiter {

  private final Connection connection;
  private final RequestRate ofConnection;
  private final AddressRates addresses;
  private RequestRate ofAddress;
  private Timer timer = Connection.NO_TIMER;

  RequestLimiter(Connection connection, RequestRate ofConnection, AddressRates addresses) {
    this.connection = connection;
    this.ofConnection = ofConnection;
    this.addresses = addresses;
    // Until the connection is accepted: nothing is kept of the address of one that is refused.
    ofAddress = ofConnection;
  }

  void begin() {
    ofAddress = addresses.of(connection.origin());
  }

  /** A request has come. */
  void count() {
    long now = connection.turnNanos();
    long waitNanos = Math.max(ofConnection.takeNanos(now), ofAddress.takeNanos(now));
    if (waitNanos > 0) {
      connection.gate().hold(Reason.TOO_FAST, true);
      timer = connection.after(Duration.ofNanos(waitNanos), ConnectionSignal.RATE_PAUSE_OVER);
    }
  }

  void pauseIsOver() {
    connection.gate().hold(Reason.TOO_FAST, false);
  }

  void end() {
    timer.cancel();
  }
}
