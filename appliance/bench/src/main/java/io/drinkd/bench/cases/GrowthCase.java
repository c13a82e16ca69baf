package io.drinkd.bench.cases;

import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
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
    GrowthFigures.show(report);
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

  private static void target(
      Plan plan, CaseReport report, String what, Size fewest, List<Size> more) {
    if (more.isEmpty()) {
      return;
    }
    Row most = more.get(more.size() - 1).row(plan);
    GrowthFigures.target(report, what, fewest.row(plan), most);
  }

  private static void measure(Plan plan, Measurements all, Size size)
      throws IOException, InterruptedException, TimeoutException {
    Path books = GrownBooks.of(plan.own(), plan.folder(), size.members, size.entries);
    SetupShape shape = SetupShape.of(size.members, size.machines).withBooks(books);
    try (BenchSetup setup =
        BenchSetup.open(plan.own(), plan.own().folder().resolve("growth"), shape)) {
      GrowthFigures.measure(plan, all, size.row(plan), setup);
    }
  }
}
