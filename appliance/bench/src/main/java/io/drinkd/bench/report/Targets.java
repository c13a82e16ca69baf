package io.drinkd.bench.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was aimed at and what was reached; a table of all stands at the end of a run. */
public final class Targets {

  /**
   * One target.
   *
   * @param what the figure, with its unit if it has one
   * @param atLeast whether more is better
   */
  private record Target(String what, boolean atLeast, double bound, Series figure) {

    boolean met() {
      return atLeast ? figure.median() >= bound : figure.median() <= bound;
    }

    /** By which factor it was missed. */
    double missedBy() {
      return atLeast ? bound / figure.median() : figure.median() / bound;
    }

    List<String> cells() {
      return List.of(
          what,
          (atLeast ? "at least " : "at most ") + Format.figure(bound),
          Format.withSpread(figure, Format::figure),
          met() ? "reached" : String.format(Locale.ROOT, "missed x %.2f", missedBy()));
    }
  }

  /**
   * One target as the JSON file has it.
   *
   * @param bound at least or at most so much
   * @param figure the median of the rounds
   */
  public record Entry(String what, String bound, double figure, boolean reached) {}

  private final List<Target> targets = new ArrayList<>();

  /** More is better. */
  public void atLeast(String what, double bound, Series figure) {
    targets.add(new Target(what, true, bound, figure));
  }

  /** Less is better. */
  public void atMost(String what, double bound, Series figure) {
    targets.add(new Target(what, false, bound, figure));
  }

  /** All targets of another case, behind these. */
  public void add(Targets others) {
    targets.addAll(others.targets);
  }

  /** Prints the table, if there is any target. */
  public void print(PrintStream out) {
    if (targets.isEmpty()) {
      return;
    }
    Table table = new Table(List.of("targets", "target", "figure", ""));
    targets.forEach(target -> table.add(target.cells()));
    out.println();
    table.print(out);
  }

  List<Entry> entries() {
    return targets.stream()
        .map(
            target ->
                new Entry(target.what, target.cells().get(1), target.figure.median(), target.met()))
        .toList();
  }
}
