package io.drinkd.bench;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How figures are printed. */
final class Shown {

  private Shown() {}

  /** Who kept how many processors busy. */
  static String processors(Map<String, Double> used) {
    return new TreeMap<>(used)
        .entrySet().stream()
            .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** With the digits that tell something. */
  static String figure(double figure) {
    return String.format(Locale.ROOT, Math.abs(figure) < 100 ? "%.2f" : "%,.0f", figure);
  }
}
