package io.drinkd.bench.report;

import java.util.Locale;
import java.util.function.DoubleFunction;

/** How figures are printed. */
final class Format {

  private Format() {}

  /** With the digits that mean something. */
  static String figure(double figure) {
    return String.format(Locale.ROOT, Math.abs(figure) < 100 ? "%.2f" : "%,.0f", figure);
  }

  /** The median of the rounds and, if there are several, between which values half of them lie. */
  static String withSpread(Series series, DoubleFunction<String> format) {
    String median = format.apply(series.median());
    return series.values().size() == 1
        ? median
        : String.format(
            Locale.ROOT,
            "%s (%s-%s)",
            median,
            format.apply(series.quantile(0.25)),
            format.apply(series.quantile(0.75)));
  }
}
