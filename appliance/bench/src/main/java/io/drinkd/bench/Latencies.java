package io.drinkd.bench;

/**
 * How long things took, counted in buckets that are at most 1 % wide, so that recording costs
 * nothing that the measurement would show. Used on one thread.
 */
final class Latencies {

  private static final int BUCKETS_A_DOUBLING = 128;
  private static final int BITS = 7;

  private final long[] counts = new long[(Long.SIZE - BITS) * BUCKETS_A_DOUBLING];
  private long total;

  void record(long nanos) {
    counts[bucket(Math.max(0, nanos))]++;
    total++;
  }

  private static int bucket(long nanos) {
    if (nanos < BUCKETS_A_DOUBLING) {
      return (int) nanos;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - BITS;
    return (shift + 1) * BUCKETS_A_DOUBLING + (int) (nanos >>> shift) - BUCKETS_A_DOUBLING;
  }

  private static long upperEnd(int bucket) {
    int shift = bucket / BUCKETS_A_DOUBLING - 1;
    long within = bucket % BUCKETS_A_DOUBLING;
    return shift < 0 ? within : ((within + BUCKETS_A_DOUBLING + 1) << shift) - 1;
  }

  /** How many were recorded. */
  long count() {
    return total;
  }

  /**
   * What so much of all stayed at or below, in milliseconds; 0 if nothing was recorded.
   *
   * @param share such as 0.99
   */
  double millis(double share) {
    long wanted = (long) Math.ceil(total * share);
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted && seen > 0) {
        return upperEnd(bucket) / 1e6;
      }
    }
    return 0;
  }
}
