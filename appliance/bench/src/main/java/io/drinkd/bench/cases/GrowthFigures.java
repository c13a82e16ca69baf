package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.WarmUp;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.BenchSetup;
import java.io.IOException;
import java.util.List;

/** What is measured of an appliance whose books grow. */
final class GrowthFigures {

  private static final Figure GREETING = new Figure("greetingMillis", "start ms", "%,.0f");
  private static final Figure RESIDENT = new Figure("residentMegabytes", "resident MB", "%,.0f");
  private static final Figure BALANCE = new Figure("getbalanceP99Millis", "GETBALANCE p99", "%.3f");
  private static final Figure HISTORY = new Figure("historyP99Millis", "HISTORY p99", "%.3f");
  private static final Figure DROP = new Figure("dropP99Millis", "DROP p99", "%.2f");
  private static final List<Figure> FIGURES = List.of(GREETING, RESIDENT, BALANCE, HISTORY, DROP);

  private GrowthFigures() {}

  static void show(CaseReport report) {
    FIGURES.forEach(figure -> report.show(Column.withSpread(figure)));
  }

  static void measure(Plan plan, Measurements all, Row row, BenchSetup setup) throws IOException {
    all.add(row, GREETING, setup.greetingAfter().toNanos() / 1e6);
    all.add(row, RESIDENT, setup.appliance().residentBytes() / 1e6);
    all.add(row, BALANCE, p99(plan, setup, "GETBALANCE", BusyClients.COUNT));
    all.add(row, HISTORY, p99(plan, setup, "HISTORY", BusyClients.COUNT));
    all.add(row, DROP, p99(plan, setup, "DROP 1", 1));
  }

  /** Flat, but for what one run differs from another. */
  static void target(CaseReport report, String what, Row fewest, Row most) {
    for (Figure figure : FIGURES) {
      report
          .targets()
          .atMost(
              "most " + what + ", x fewest: " + figure.heading(),
              1.5,
              report.measurements().ratio(most, fewest, figure).orElseThrow());
    }
  }

  /** Of one request, by so many clients, once the appliance is steady. */
  private static double p99(Plan plan, BenchSetup setup, String request, int clients)
      throws IOException {
    try (LoadClient client =
        new LoadClient(setup::dial, number -> BenchSetup.script(number, 0, request), clients, 1)) {
      WarmUp.until(
          client, setup.appliance()::processorSeconds, WarmUp.AGAIN, plan.pace().warmUpMost());
      LoadResult result = plan.load(client);
      if (result.errors() > 0) {
        throw new IOException(request + " was answered: " + result.firstError().orElseThrow());
      }
      return result.millis(0.99);
    }
  }
}
