package io.drinkd.bench.cases;

import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.report.Targets;
import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.Boards;
import io.drinkd.bench.setup.Build;
import io.drinkd.bench.setup.SetupShape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * From the start of the process to the first greeting, with one machine and with a thousand, and
 * what memory and threads the process has at rest.
 */
public final class StartCase implements BenchCase {

  private static final int MEMBERS = 100;
  private static final int MOST_MACHINES = 1_000;
  private static final List<Integer> MACHINES = List.of(1, MOST_MACHINES);

  static final Figure GREETING = new Figure("greetingMillis", "first greeting ms", "%,.0f");
  private static final Figure PROCESSOR =
      new Figure("processorMillis", "processor ms until at rest", "%,.0f");
  static final Figure RESIDENT = new Figure("residentMegabytes", "at rest MB", "%.1f");
  private static final Figure THREADS = new Figure("threads", "threads", "%,.0f");

  /** What a thousand machines took before boards of other kinds than the TINI were driven. */
  private static final int MACHINES_MEGABYTES = 40;

  /** A machine's thread ends when nothing is to be done; a few may be at something. */
  private static final int THREADS_MORE = 5;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String purpose() {
    return "from the start of the process to the first greeting, and memory and threads at rest";
  }

  /** The window is how long the appliance rests before its memory is looked at. */
  @Override
  public Pace pace() {
    return new Pace(1, 4, Duration.ofMillis(2_000), Duration.ZERO);
  }

  @Override
  public boolean isDefault() {
    return true;
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    report.show(columns());
    try (Boards boards = Boards.start(plan.folder(), MOST_MACHINES)) {
      for (int round = 0; round < plan.pace().windows(); round++) {
        for (int machines : MACHINES) {
          for (Build build : plan.builds()) {
            start(plan, report, boards, build, machines);
          }
        }
      }
    }
    plan.builds().stream()
        .filter(build -> !build.hasClassArchive())
        .forEach(
            build ->
                report.remark(
                    String.format(
                        Locale.ROOT,
                        "%s: no archive of classes, which its own scripts/bench makes; starts take"
                            + " longer",
                        build.home())));
    target(plan, report);
    return report;
  }

  private static void start(Plan plan, CaseReport report, Boards boards, Build build, int machines)
      throws IOException, InterruptedException, TimeoutException {
    SetupShape shape = SetupShape.of(MEMBERS, machines);
    try (BenchSetup setup =
        BenchSetup.open(build, build.folder().resolve("start"), shape, boards)) {
      rest(plan, report, setup, row(build, machines));
    }
  }

  static Column[] columns() {
    return new Column[] {
      Column.withSpread(GREETING),
      Column.withSpread(PROCESSOR),
      Column.withSpread(RESIDENT),
      Column.withSpread(THREADS)
    };
  }

  /** Lets an appliance that has just started rest for a window, and adds its figures. */
  static void rest(Plan plan, CaseReport report, BenchSetup setup, Row row) throws IOException {
    LockSupport.parkNanos(plan.pace().window().toNanos());
    Measurements all = report.measurements();
    all.add(row, GREETING, setup.greetingAfter().toNanos() / 1e6);
    all.add(row, PROCESSOR, setup.appliance().processorSeconds() * 1e3);
    all.add(row, RESIDENT, setup.appliance().residentBytes() / 1e6);
    all.add(row, THREADS, setup.appliance().threads());
  }

  private static Row row(Build build, int machines) {
    return new Row(
        String.format(Locale.ROOT, "%,d machine%s", machines, machines == 1 ? "" : "s"),
        build.shown());
  }

  private static void target(Plan plan, CaseReport report) {
    Measurements all = report.measurements();
    Row one = row(plan.own(), 1);
    Row most = row(plan.own(), MOST_MACHINES);
    Targets targets = report.targets();
    targets.atMost(
        "start, 1 machine: first greeting, ms", 1_000, all.series(one, GREETING).orElseThrow());
    targets.atMost(
        "start, 1,000 machines: first greeting, x 1 machine",
        1.5,
        all.ratio(most, one, GREETING).orElseThrow());
    targets.atMost(
        "at rest, 1 machine: resident, MB", 120, all.series(one, RESIDENT).orElseThrow());
    targets.atMost(
        "at rest, 1,000 machines: resident, MB more than 1 machine",
        MACHINES_MEGABYTES,
        all.difference(most, one, RESIDENT).orElseThrow());
    targets.atMost(
        "at rest, 1,000 machines: threads more than 1 machine",
        THREADS_MORE,
        all.difference(most, one, THREADS).orElseThrow());
  }
}
