package io.drinkd.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/**
 * The values of one figure, one a round, in the order of the rounds.
 *
 * @param values at least one
 */
public record Series(List<Double> values) {

  /** Makes the list its own. */
  public Series {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a series without values");
    }
    values = List.copyOf(values);
  }

  /** A figure that was found once. */
  public static Series of(double value) {
    return new Series(List.of(value));
  }

  /** The middle one, so that a round that others disturbed does not count. */
  public double median() {
    return quantile(0.5);
  }

  /** The largest one. */
  public double highest() {
    return quantile(1);
  }

  /**
   * The value below which a share of all lies, interpolated.
   *
   * @param share from 0 to 1
   */
  public double quantile(double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /**
   * Round by round, how many times the other's value this one's is: both were measured within
   * seconds of each other, so that what else the machine did is in both.
   */
  public Series ratioTo(Series other) {
    return beside(other, (own, others) -> own / others);
  }

  /** Round by round, by how much more this one's value is. */
  public Series minus(Series other) {
    return beside(other, (own, others) -> own - others);
  }

  private Series beside(Series other, DoubleBinaryOperator compared) {
    if (other.values.size() != values.size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d rounds beside %d", values.size(), other.values.size()));
    }
    List<Double> all = new ArrayList<>();
    for (int round = 0; round < values.size(); round++) {
      all.add(compared.applyAsDouble(values.get(round), other.values.get(round)));
    }
    return new Series(all);
  }
}
