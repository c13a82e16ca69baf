package io.drinkd.bench.load;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells from the rates of windows, one after the other, whether a server has become steady: the
 * mean of the last ones differs from the mean of as many before them by no more than a bound. Means
 * of several windows, because single ones differ by more than what is looked for; two groups in a
 * row, because a rate that still climbs slowly differs little from one window to the next.
 */
public final class SteadyState {

  private final int group;
  private final double bound;
  private final List<Double> rates = new ArrayList<>();

  /**
   * @param group how many windows are averaged
   * @param bound the largest difference, as a share
   */
  public SteadyState(int group, double bound) {
    this.group = group;
    this.bound = bound;
  }

  /** Takes the rate of one more window. */
  public void add(double rate) {
    rates.add(rate);
  }

  /** Whether the server is steady as of the last window. */
  public boolean isReached() {
    return rates.size() >= 2 * group && difference() <= bound;
  }

  /** By which share the last group differs from the one before; of two groups at least. */
  public double difference() {
    int all = rates.size();
    double last = mean(all - group, all);
    double before = mean(all - 2 * group, all - group);
    return last == before ? 0 : Math.abs(last - before) / before;
  }

  private double mean(int from, int to) {
    return rates.subList(from, to).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }
}
