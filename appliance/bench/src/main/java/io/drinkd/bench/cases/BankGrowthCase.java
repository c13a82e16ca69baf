package io.drinkd.bench.cases;

import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.BankAppliances;
import io.drinkd.bench.setup.BankServer;
import io.drinkd.bench.setup.BenchSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * What an appliance costs as its bank grows: one with few members and one with many, each on a
 * database of the same PostgreSQL, loaded in turn. The books are written into this build's tables
 * in a file and imported.
 */
public final class BankGrowthCase implements BenchCase {

  private static final Figure GREETING = new Figure("greetingMillis", "start ms", "%,.0f");
  private static final Figure RESIDENT = new Figure("residentMegabytes", "resident MB", "%,.0f");
  private static final Figure BALANCE = new Figure("getbalanceP99Millis", "GETBALANCE p99", "%.3f");
  private static final Figure HISTORY = new Figure("historyP99Millis", "HISTORY p99", "%.3f");
  private static final Figure DROP = new Figure("dropP99Millis", "DROP p99", "%.2f");
  private static final List<Figure> FIGURES = List.of(GREETING, RESIDENT, BALANCE, HISTORY, DROP);

  @Override
  public String name() {
    return "bank-growth";
  }

  @Override
  public String purpose() {
    return "start, memory and p99 on a PostgreSQL as members and their drops grow";
  }

  @Override
  public Pace pace() {
    return new Pace(1, 5, Duration.ofSeconds(2), Duration.ofSeconds(30));
  }

  @Override
  public boolean takesTwoBuilds() {
    return false;
  }

  /** A bank of one size, and the appliance that keeps its books there. */
  private record Grown(Row row, BankAppliances bank) {}

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    FIGURES.forEach(figure -> report.show(Column.withSpread(figure)));
    List<Grown> all = new ArrayList<>();
    try (BankServer server = BankServer.start(plan.own().folder().resolve("bank-server"))) {
      report.remark(server.version() + ", as it is shipped, for all banks of the run");
      try {
        for (int members : plan.sizes().members()) {
          all.add(open(plan, server, members));
        }
        for (int round = 0; round < plan.pace().windows(); round++) {
          for (Grown each : all) {
            measure(plan, report.measurements(), each);
          }
        }
      } finally {
        for (Grown each : all) {
          each.bank.close();
        }
      }
    }
    target(report, all);
    return report;
  }

  private static Grown open(Plan plan, BankServer server, int members)
      throws IOException, InterruptedException, TimeoutException {
    int entries = GrownBooks.fewest(members);
    Path books = GrownBooks.of(plan.own(), plan.folder(), members, entries);
    String shown = String.format(Locale.ROOT, "%,d members, %,d drops", members, entries - members);
    Path folder = plan.own().folder().resolve("bank-of-" + members + "-members");
    return new Grown(
        new Row(shown, plan.own().shown()),
        BankAppliances.open(plan.own(), folder, server, books, 1, 1));
  }

  private static void measure(Plan plan, Measurements all, Grown grown) throws IOException {
    BenchSetup setup = grown.bank.get(0);
    all.add(grown.row, GREETING, setup.greetingAfter().toNanos() / 1e6);
    all.add(grown.row, BALANCE, GrowthCase.p99(plan, setup, "GETBALANCE", BusyClients.COUNT));
    all.add(grown.row, HISTORY, GrowthCase.p99(plan, setup, "HISTORY", BusyClients.COUNT));
    all.add(grown.row, DROP, GrowthCase.p99(plan, setup, "DROP 1", 1));
    all.add(grown.row, RESIDENT, setup.appliance().residentBytes() / 1e6);
  }

  /** Flat, but for what one run differs from another. */
  private static void target(CaseReport report, List<Grown> all) {
    if (all.size() < 2) {
      return;
    }
    Row most = all.get(all.size() - 1).row;
    for (Figure figure : FIGURES) {
      report
          .targets()
          .atMost(
              "most members, x fewest: " + figure.heading(),
              1.5,
              report.measurements().ratio(most, all.get(0).row, figure).orElseThrow());
    }
  }
}
