package io.drinkd.appliance.net;

import io.drinkd.driver.Timers;
import java.time.Duration;

/**
 * Bounds what TLS costs for the clients of one {@linkplain Connection#origin origin}: half of a
 * processor's time, with half a second's worth at once. Whoever has used that up waits.
 *
 * <p>A handshake is some milliseconds of ours for 160 bytes of the client's, whether or not the
 * client still waits for it, and a record of 16 kB can hold thousands of key updates. No rate of
 * requests sees these: fifty clients a second from one address kept all others waiting for eight
 * seconds.
 */
final class TlsCost {

  /** Of each second, so much is used up for each second of computing. */
  private static final int SHARE = 2;

  /** A shorter record, once the handshake is done, cannot hold much that has to be computed. */
  private static final int LONG_BYTES = 1024;

  /** Whoever waits looks no sooner again, so that a crowd that waits costs little. */
  private static final Duration AGAIN_AFTER = Duration.ofMillis(100);

  private final AddressRates origins;
  private final Connection connection;
  private final Timers timers;

  /**
   * @param origins shared by all connections of a door
   */
  TlsCost(AddressRates origins, Connection connection, Timers timers) {
    this.origins = origins;
    this.connection = connection;
    this.timers = timers;
  }

  /** When something begins that {@link #spentSince} counts. */
  long now() {
    return timers.nanoTime();
  }

  /** Counts what was computed since then. */
  void spentSince(long beganNanos) {
    long now = timers.nanoTime();
    long used = Math.multiplyExact(now - beganNanos, SHARE);
    origins.of(connection.origin()).takeNanos(now, used);
  }

  /**
   * How long to wait before what has come is taken up; zero if not at all.
   *
   * @param bytes how much has come
   * @param secured whether the handshake is done
   */
  Duration pause(int bytes, boolean secured) {
    if (secured && bytes < LONG_BYTES) {
      return Duration.ZERO;
    }
    long nanos = origins.of(connection.origin()).waitNanos(timers.nanoTime());
    return nanos == 0 ? Duration.ZERO : max(Duration.ofNanos(nanos), AGAIN_AFTER);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
