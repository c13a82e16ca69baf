package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.Processors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The figures that every load has, and how a window's result becomes them. */
final class LoadFigures {

  /** The name of the process that does the work. */
  static final String SERVER = "server";

  static final String BOARDS = "boards";

  static final Figure RATE = new Figure("rate", "per second", "%,.0f");
  static final Figure P50 = new Figure("p50Millis", "p50 ms", "%.3f");
  static final Figure P99 = new Figure("p99Millis", "p99 ms", "%.3f");

  /** Processor time by request: of all figures the one that others disturb least. */
  static final Figure MICROS_EACH = new Figure("serverProcessorMicrosEach", "µs each", "%.1f");

  /** Until the server was steady, once a start. */
  static final Figure WARM_UP = new Figure("warmUpSeconds", "warm after s", "%.1f").notCompared();

  private static final List<Figure> BUSY =
      Stream.of(SERVER, BOARDS, Processors.CLIENT, Processors.OTHERS)
          .map(LoadFigures::busy)
          .toList();

  private LoadFigures() {}

  private static Figure busy(String name) {
    return new Figure("processors." + name, name, "%.2f").notCompared();
  }

  /** Adds what one window found. */
  static void add(CaseReport report, Row row, LoadResult result) {
    Measurements all = report.measurements();
    all.add(row, RATE, result.rate());
    all.add(row, P50, result.millis(0.5));
    all.add(row, P99, result.millis(0.99));
    result
        .firstError()
        .ifPresent(
            error ->
                report.remark(
                    String.format(
                        Locale.ROOT,
                        "%s, %s: %,d errors in a round, such as %s",
                        row.load(),
                        row.subject(),
                        result.errors(),
                        error)));
  }

  /** The same, and what it took of the processors. */
  static void add(
      CaseReport report, Row row, LoadResult result, Map<String, Double> processorsUsed) {
    add(report, row, result);
    Measurements all = report.measurements();
    all.add(row, MICROS_EACH, processorsUsed.get(SERVER) * 1e6 / result.rate());
    processorsUsed.forEach((name, used) -> all.add(row, busy(name), used));
    all.addLatencies(row, result.latencies());
  }

  /** The columns of all these figures. */
  static Column[] columns(Column... behindTheRate) {
    List<Column> columns = new ArrayList<>(List.of(Column.withSpread(RATE)));
    columns.addAll(List.of(behindTheRate));
    columns.add(Column.median(P50));
    columns.add(Column.withSpread(P99));
    columns.add(Column.latency("p99.9 ms", 0.999));
    columns.add(Column.withSpread(MICROS_EACH));
    columns.add(Column.median(WARM_UP));
    columns.add(Column.joined("processors busy", BUSY));
    return columns.toArray(Column[]::new);
  }
}
