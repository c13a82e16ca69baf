package io.drinkd.bench.report;

import io.drinkd.bench.report.Measurements.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A case's figures for programs.
 *
 * @param name of the case
 * @param run when, on what and how it was measured
 */
public record JsonReport(
    String name,
    Map<String, Object> run,
    List<RowReport> rows,
    List<Targets.Entry> targets,
    List<String> remarks) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * One row of the table.
   *
   * @param latencyMillis of the replies of all rounds together, by percentile
   */
  public record RowReport(
      String load,
      String server,
      Map<String, FigureReport> figures,
      Map<String, Double> latencyMillis) {}

  /**
   * One figure.
   *
   * @param lowQuartile a quarter of the rounds lies below
   * @param highQuartile a quarter of the rounds lies above
   * @param rounds the figure of each
   */
  public record FigureReport(
      double median, double lowQuartile, double highQuartile, List<Double> rounds) {}

  private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 100.0);

  /** Of what a case found. */
  public static JsonReport of(String name, Map<String, Object> run, CaseReport report) {
    Measurements all = report.measurements();
    List<RowReport> rows = new ArrayList<>();
    for (Row row : all.rows()) {
      Map<String, FigureReport> figures = new LinkedHashMap<>();
      for (Figure figure : all.figures(row)) {
        figures.put(figure.name(), figure(all.series(row, figure).orElseThrow()));
      }
      rows.add(new RowReport(row.load(), row.subject(), figures, percentiles(all.latencies(row))));
    }
    return new JsonReport(name, run, rows, report.targets().entries(), report.remarks());
  }

  private static FigureReport figure(Series series) {
    return new FigureReport(
        series.median(), series.quantile(0.25), series.quantile(0.75), series.values());
  }

  private static Map<String, Double> percentiles(Optional<Histogram> nanos) {
    Map<String, Double> millis = new LinkedHashMap<>();
    nanos.ifPresent(
        histogram ->
            PERCENTILES.forEach(
                percentile ->
                    millis.put(
                        "p" + percentile, histogram.getValueAtPercentile(percentile) / 1e6)));
    return millis;
  }

  /** Writes it, replacing what was there. */
  public void write(Path file) {
    MAPPER.writeValue(file, this);
  }
}
