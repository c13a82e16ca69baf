package io.drinkd.bench.cases;

import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.setup.BankAppliances;
import io.drinkd.bench.setup.BankServer;
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
    GrowthFigures.show(report);
    List<Grown> all = new ArrayList<>();
    try (BankServer server = BankServer.start(plan.own().folder().resolve("bank-server"))) {
      report.remark(server.version() + ", as it is shipped, for all banks of the run");
      try {
        for (int members : plan.sizes().members()) {
          all.add(open(plan, server, members));
        }
        for (int round = 0; round < plan.pace().windows(); round++) {
          for (Grown each : all) {
            GrowthFigures.measure(plan, report.measurements(), each.row, each.bank.get(0));
          }
        }
      } finally {
        for (Grown each : all) {
          each.bank.close();
        }
      }
    }
    if (all.size() > 1) {
      GrowthFigures.target(report, "members", all.get(0).row, all.get(all.size() - 1).row);
    }
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
}
