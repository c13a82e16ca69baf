package io.drinkd.appliance.net;

import java.time.Duration;

/**
 * Bounds how many TLS records without data a client sends in a minute after its handshake: key
 * updates, and whatever else TLS has for its own use. Most clients send none for as long as they
 * are connected.
 *
 * <p>No request comes of such a record, so no rate of requests sees it, but it costs as much as a
 * request, and a key update is answered besides: three clients that sent nothing else, and read
 * little, took up to 171 MB in half a minute, and kept others waiting for seconds.
 */
final class EmptyRecordLimit {

  private static final int A_MINUTE = 5;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A key update takes 27 bytes; thousands fit into one record, each with new keys to compute. */
  private static final int ONE_BYTES_MAX = 64;

  /** Why a client that exceeds it is disconnected. */
  static final String EXCEEDED = "more than " + A_MINUTE + " key updates or empty records a minute";

  private final Connection connection;
  private int records;
  private Duration since = Duration.ZERO;

  EmptyRecordLimit(Connection connection) {
    this.connection = connection;
  }

  /**
   * Counts a record.
   *
   * @param bytes its length; a long one counts as many
   */
  boolean isExceededBy(int bytes) {
    if (connection.age().minus(since).compareTo(MINUTE) >= 0) {
      since = connection.age();
      records = 0;
    }
    records += 1 + bytes / ONE_BYTES_MAX;
    return records > A_MINUTE;
  }
}
