package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.load.WarmUp;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Measurements.Row;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Loads that are measured one after the other in each round, every other round in the reverse
 * order, where several processes do the work of one: whose processors they use is not looked at.
 */
final class LoadsInTurn implements Closeable {

  private record OneLoad(Row row, LoadClient client) {}

  private final Plan plan;
  private final CaseReport report;
  private final List<OneLoad> loads = new ArrayList<>();

  LoadsInTurn(Plan plan, CaseReport report) {
    this.plan = plan;
    this.report = report;
  }

  /**
   * Adds one, and loads it until it is steady.
   *
   * @param row gets its figures
   * @param client is closed with this
   * @param processorSeconds what those have used so far that do the work
   * @param warmUp how many windows the warm-up compares, see {@link WarmUp#until}
   */
  void add(Row row, LoadClient client, DoubleSupplier processorSeconds, int warmUp)
      throws IOException {
    loads.add(new OneLoad(row, client));
    WarmUp.until(client, processorSeconds, warmUp, plan.pace().warmUpMost());
  }

  /** Measures all of them once. */
  void round() throws IOException {
    for (OneLoad one : loads) {
      LoadFigures.add(report, one.row, plan.load(one.client));
    }
    Collections.reverse(loads);
  }

  @Override
  public void close() throws IOException {
    for (OneLoad one : loads) {
      one.client.close();
    }
  }
}
