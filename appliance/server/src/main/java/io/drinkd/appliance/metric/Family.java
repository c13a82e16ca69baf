package io.drinkd.appliance.metric;

import java.util.List;

/**
 * Series of one name, which differ in their labels.
 *
 * @param name as monitoring systems call it, in base units, such as {@code drink_drops_total}
 * @param help what it is, one sentence without a full stop
 * @param most how many series it may have; what would be one more is counted under {@link
 *     Metrics#OTHER}
 * @param labels the names of the labels
 */
public record Family(String name, Kind kind, String help, int most, List<String> labels) {

  /** What the numbers are. */
  public enum Kind {
    /** They only grow, until the appliance ends. */
    COUNTER,
    /** They are as they are when somebody looks. */
    GAUGE,
    /** Durations, by their classes. */
    HISTOGRAM
  }

  private static final int FEW = 64;

  /** One of machines has as many series as it likes: the configuration says how many there are. */
  private static final int UNBOUNDED = Integer.MAX_VALUE;

  /** Counts things of a few kinds. */
  public static Family counter(String name, String help, String... labels) {
    return new Family(name, Kind.COUNTER, help, FEW, List.of(labels));
  }

  /** A figure of a few things, or of the whole house. */
  public static Family gauge(String name, String help, String... labels) {
    return new Family(name, Kind.GAUGE, help, FEW, List.of(labels));
  }

  /** Durations of one kind. */
  public static Family histogram(String name, String help) {
    return new Family(name, Kind.HISTOGRAM, help, 1, List.of());
  }

  /** The same with another bound. */
  public Family atMost(int series) {
    return new Family(name, kind, help, series, labels);
  }

  /** The same where the configuration alone decides how many there are. */
  public Family ofMachines() {
    return atMost(UNBOUNDED);
  }
}
