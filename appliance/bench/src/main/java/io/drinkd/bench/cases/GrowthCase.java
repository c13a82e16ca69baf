package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.load.WarmUp;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.SetupShape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/**
 * What the appliance costs as one thing grows while the others stay small: its members, its
 * machines, the entries of its ledger. The books are written straight into this build's tables, so
 * no other build can be measured beside it.
 */
public final class GrowthCase implements BenchCase {

  private static final Figure GREETING = new Figure("greetingMillis", "start ms", "%,.0f");
  private static final Figure RESIDENT = new Figure("residentMegabytes", "resident MB", "%,.0f");
  private static final Figure BALANCE = new Figure("getbalanceP99Millis", "GETBALANCE p99", "%.3f");
  private static final Figure HISTORY = new Figure("historyP99Millis", "HISTORY p99", "%.3f");
  private static final Figure DROP = new Figure("dropP99Millis", "DROP p99", "%.2f");
  private static final List<Figure> FIGURES = List.of(GREETING, RESIDENT, BALANCE, HISTORY, DROP);

  /** What may grow. */
  private record Size(int members, int machines, int entries) {

    Size {
      entries = Math.max(entries, GrownBooks.fewest(members));
    }

    Row row(Plan plan) {
      return new Row(
          String.format(
              Locale.ROOT, "%,d members, %,d machines, %,d entries", members, machines, entries),
          plan.own().shown());
    }
  }

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public String purpose() {
    return "start, memory and p99 as members, machines and ledger entries grow";
  }

  /** One start alone says little. */
  @Override
  public Pace pace() {
    return new Pace(3, 1, Duration.ofMillis(1_000), Duration.ofSeconds(15));
  }

  @Override
  public boolean takesTwoBuilds() {
    return false;
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    Plan.Sizes sizes = plan.sizes();
    Size fewest =
        new Size(
            Math.max(BusyClients.COUNT, sizes.members().get(0)),
            sizes.machines().get(0),
            sizes.entries().get(0));
    List<Size> members =
        more(sizes.members(), count -> new Size(count, fewest.machines, fewest.entries));
    List<Size> machines =
        more(sizes.machines(), count -> new Size(fewest.members, count, fewest.entries));
    List<Size> entries =
        more(sizes.entries(), count -> new Size(fewest.members, fewest.machines, count));
    List<Size> all = new ArrayList<>(List.of(fewest));
    all.addAll(members);
    all.addAll(machines);
    all.addAll(entries);
    CaseReport report = new CaseReport();
    FIGURES.forEach(figure -> report.show(Column.withSpread(figure)));
    // All sizes in turn, so that what else the machine does falls on all alike.
    for (int round = 0; round < plan.pace().windows(); round++) {
      for (Size size : all) {
        measure(plan, report.measurements(), size);
      }
    }
    target(plan, report, "members", fewest, members);
    target(plan, report, "machines", fewest, machines);
    target(plan, report, "entries", fewest, entries);
    return report;
  }

  /** All sizes but the smallest, which is the same whatever grows. */
  private static List<Size> more(List<Integer> counts, IntFunction<Size> size) {
    return counts.stream().skip(1).map(size::apply).toList();
  }

  /** Flat, but for what one run differs from another. */
  private static void target(
      Plan plan, CaseReport report, String what, Size fewest, List<Size> more) {
    if (more.isEmpty()) {
      return;
    }
    Row large = more.get(more.size() - 1).row(plan);
    for (Figure figure : FIGURES) {
      report
          .targets()
          .atMost(
              "most " + what + ", x fewest: " + figure.heading(),
              1.5,
              report.measurements().ratio(large, fewest.row(plan), figure).orElseThrow());
    }
  }

  private static void measure(Plan plan, Measurements all, Size size)
      throws IOException, InterruptedException, TimeoutException {
    Path books = GrownBooks.of(plan.own(), plan.folder(), size.members, size.entries);
    SetupShape shape = SetupShape.of(size.members, size.machines).withBooks(books);
    try (BenchSetup setup =
        BenchSetup.open(plan.own(), plan.own().folder().resolve("growth"), shape)) {
      Row row = size.row(plan);
      all.add(row, GREETING, setup.greetingAfter().toNanos() / 1e6);
      all.add(row, RESIDENT, setup.appliance().residentBytes() / 1e6);
      all.add(row, BALANCE, p99(plan, setup, "GETBALANCE", BusyClients.COUNT));
      all.add(row, HISTORY, p99(plan, setup, "HISTORY", BusyClients.COUNT));
      all.add(row, DROP, p99(plan, setup, "DROP 1", 1));
    }
  }

  /** Of one request, by so many clients, once the appliance is steady. */
  static double p99(Plan plan, BenchSetup setup, String request, int clients) throws IOException {
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
