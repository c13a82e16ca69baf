package io.drinkd.bench.report;

import io.drinkd.bench.report.Measurements.Row;
import java.util.List;
import java.util.Optional;

/** Every figure of two builds that were measured side by side: ours, theirs, and the ratio. */
final class BesideTable {

  private BesideTable() {}

  static Table of(Measurements measurements, String ours, String theirs) {
    Table table = new Table(List.of("load", "figure", "ours", "theirs", "ours / theirs"));
    for (Row row : measurements.rows()) {
      if (row.subject().equals(ours)) {
        Row other = new Row(row.load(), theirs);
        for (Figure figure : measurements.figures(row)) {
          line(measurements, row, other, figure).ifPresent(table::add);
        }
      }
    }
    return table;
  }

  private static Optional<List<String>> line(
      Measurements measurements, Row row, Row other, Figure figure) {
    Optional<Series> theirs = measurements.series(other, figure);
    if (theirs.isEmpty() || !figure.compared()) {
      return Optional.empty();
    }
    Series ours = measurements.series(row, figure).orElseThrow();
    return Optional.of(
        List.of(
            row.load(),
            figure.heading(),
            Format.withSpread(ours, figure::text),
            Format.withSpread(theirs.get(), figure::text),
            Format.withSpread(ours.ratioTo(theirs.get()), Format::figure)));
  }
}
