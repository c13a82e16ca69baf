package io.drinkd.bench.report;

import java.util.Locale;

/**
 * A kind of figure.
 *
 * @param name as the JSON file has it
 * @param heading as tables have it, with its unit
 * @param pattern for {@link String#format}, such as {@code %.2f}
 * @param compared whether it says something about a build beside another one
 */
public record Figure(String name, String heading, String pattern, boolean compared) {

  /** One by which builds are compared. */
  public Figure(String name, String heading, String pattern) {
    this(name, heading, pattern, true);
  }

  /** The same figure for a table alone: it does not describe a build. */
  public Figure notCompared() {
    return new Figure(name, heading, pattern, false);
  }

  String text(double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
