package io.drinkd.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** All that a case measures: of each row the figures of every round, and the latencies of all. */
public final class Measurements {

  /**
   * What figures belong to.
   *
   * @param load what was done
   * @param subject who it was done to, such as a server
   */
  public record Row(String load, String subject) {}

  private final Map<Row, Map<Figure, List<Double>>> values = new LinkedHashMap<>();
  private final Map<Row, Histogram> latencies = new LinkedHashMap<>();

  /** Adds what one round found. */
  public void add(Row row, Figure figure, double value) {
    values
        .computeIfAbsent(row, key -> new LinkedHashMap<>())
        .computeIfAbsent(figure, key -> new ArrayList<>())
        .add(value);
  }

  /** Merges the latencies of one round with those of the rounds before. */
  public void addLatencies(Row row, Histogram nanos) {
    latencies.merge(
        row,
        nanos.copy(),
        (all, more) -> {
          all.add(more);
          return all;
        });
  }

  /** In the order in which they were first measured. */
  public Set<Row> rows() {
    return values.keySet();
  }

  /** The kinds of figures that a row has. */
  public Set<Figure> figures(Row row) {
    return values.getOrDefault(row, Map.of()).keySet();
  }

  /** The figures of all rounds, if any were measured. */
  public Optional<Series> series(Row row, Figure figure) {
    return Optional.ofNullable(values.getOrDefault(row, Map.of()).get(figure)).map(Series::new);
  }

  /** How many times another row's figure a row's is, if both were measured. */
  public Optional<Series> ratio(Row row, Row to, Figure figure) {
    Optional<Series> other = series(to, figure);
    return other.isEmpty()
        ? Optional.empty()
        : series(row, figure).map(own -> own.ratioTo(other.get()));
  }

  /** By how much more a row's figure is than another row's, if both were measured. */
  public Optional<Series> difference(Row row, Row to, Figure figure) {
    Optional<Series> other = series(to, figure);
    return other.isEmpty()
        ? Optional.empty()
        : series(row, figure).map(own -> own.minus(other.get()));
  }

  /** The latencies of all rounds together, in nanoseconds. */
  public Optional<Histogram> latencies(Row row) {
    return Optional.ofNullable(latencies.get(row));
  }
}
