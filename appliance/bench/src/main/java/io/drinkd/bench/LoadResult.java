package io.drinkd.bench;

import java.util.Optional;

/**
 * What a load client saw within the time that was measured.
 *
 * @param replies how many came, errors included
 * @param errors how many of them were errors
 * @param firstError the first error's line
 * @param seconds how long was measured
 * @param latencies from a request's sending, or from when it should have been sent, to its reply
 */
record LoadResult(
    long replies, long errors, Optional<String> firstError, double seconds, Latencies latencies) {

  /** Replies a second that were no errors. */
  double rate() {
    return (replies - errors) / seconds;
  }
}
