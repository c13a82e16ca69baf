package io.drinkd.bench.load;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a load client saw within the time that was measured.
 *
 * @param replies how many came, errors included
 * @param errors how many of them were errors
 * @param firstError the first error's line
 * @param seconds how long was measured
 * @param latencies in nanoseconds, from a request's sending, or from when it should have been sent,
 *     to its reply
 */
public record LoadResult(
    long replies, long errors, Optional<String> firstError, double seconds, Histogram latencies) {

  /** What takes longer counts as this. */
  static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

  private static final int DIGITS = 3;

  /** An empty histogram, made so that any two can be merged. */
  public static Histogram noLatencies() {
    return new Histogram(LONGEST_NANOS, DIGITS);
  }

  /** Replies a second that were no errors. */
  public double rate() {
    return (replies - errors) / seconds;
  }

  /**
   * The latency that a share of all replies stayed at or below, in milliseconds.
   *
   * @param share such as 0.99
   */
  public double millis(double share) {
    return latencies.getValueAtPercentile(100 * share) / 1e6;
  }
}
