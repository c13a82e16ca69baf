package io.drinkd.bench.report;

import io.drinkd.bench.report.Measurements.Row;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A column of a case's table.
 *
 * @param heading its first line
 * @param cell what stands in a row; empty if the row has no such figure
 */
public record Column(String heading, BiFunction<Measurements, Row, String> cell) {

  /** The median of the rounds, and between which values half of them lie. */
  public static Column withSpread(Figure figure) {
    return new Column(
        figure.heading(),
        (all, row) ->
            all.series(row, figure)
                .map(series -> Format.withSpread(series, figure::text))
                .orElse(""));
  }

  /** The median of the rounds. */
  public static Column median(Figure figure) {
    return new Column(
        figure.heading(),
        (all, row) ->
            all.series(row, figure).map(series -> figure.text(series.median())).orElse(""));
  }

  /** How many times the figure of one subject those of the others under the same load are. */
  public static Column ratio(String heading, Figure figure, String toSubject) {
    return new Column(
        heading,
        (all, row) ->
            row.subject().equals(toSubject)
                ? ""
                : all.ratio(row, new Row(row.load(), toSubject), figure)
                    .map(ratios -> Format.withSpread(ratios, Format::figure))
                    .orElse(""));
  }

  /** The latency that a share of the replies of all rounds together stayed at or below. */
  public static Column latency(String heading, double share) {
    return new Column(
        heading,
        (all, row) ->
            all.latencies(row)
                .map(nanos -> nanos.getValueAtPercentile(100 * share) / 1e6)
                .map(millis -> String.format(Locale.ROOT, "%.3f", millis))
                .orElse(""));
  }

  /** Several figures in one column, each with its heading. */
  public static Column joined(String heading, List<Figure> figures) {
    return new Column(
        heading,
        (all, row) ->
            figures.stream()
                .filter(figure -> all.series(row, figure).isPresent())
                .map(
                    figure ->
                        figure.heading()
                            + " "
                            + figure.text(all.series(row, figure).orElseThrow().median()))
                .collect(Collectors.joining(", ")));
  }
}
