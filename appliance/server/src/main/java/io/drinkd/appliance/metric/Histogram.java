package io.drinkd.appliance.metric;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How long things took. May be used by any number of threads, which do not wait. */
public final class Histogram {

  private static final double NANOS = 1e9;

  private final long[] bounds;
  private final LongAdder[] counts;
  private final LongAdder nanos = new LongAdder();

  /**
   * What was recorded.
   *
   * @param boundsSeconds the upper bounds of the classes, ascending; one more class is above them
   * @param counts how many fell into each class and no lower one, one more than there are bounds
   * @param sumSeconds all of them together
   */
  public record State(List<Double> boundsSeconds, List<Long> counts, double sumSeconds) {}

  Histogram(List<Duration> bounds) {
    this.bounds = bounds.stream().mapToLong(Duration::toNanos).toArray();
    counts = new LongAdder[bounds.size() + 1];
    Arrays.setAll(counts, any -> new LongAdder());
  }

  /** Records that something took so many nanoseconds. */
  public void record(long took) {
    int at = 0;
    while (at < bounds.length && took > bounds[at]) {
      at++;
    }
    counts[at].increment();
    nanos.add(took);
  }

  /** What was recorded so far; what is recorded meanwhile may be in a part of it only. */
  State state() {
    return new State(
        Arrays.stream(bounds).mapToObj(bound -> bound / NANOS).toList(),
        Arrays.stream(counts).map(LongAdder::sum).toList(),
        nanos.sum() / NANOS);
  }
}
