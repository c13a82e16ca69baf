package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.report.Targets;
import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.Build;
import io.drinkd.bench.setup.SetupShape;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Durable drops: each is held on disk before its order leaves and settled on disk before its reply.
 * Every client is a member of its own; the boards answer at once, so that nothing but the appliance
 * is waited for. The books are verified after each start.
 */
public final class DropsCase implements BenchCase {

  private static final List<Integer> CLIENTS = List.of(100, 1);

  /** The targets are for so many. */
  private static final int TARGET_CLIENTS = 100;

  private static final int TARGET_BOARDS = 16;
  private static final String DISK = "the disk";

  private static final Figure SYNCS = new Figure("syncs", "fdatasync/s", "%,.0f");

  @Override
  public String name() {
    return "drops";
  }

  @Override
  public String purpose() {
    return "durable drops against boards that answer at once, beside the disk's own commits";
  }

  @Override
  public Pace pace() {
    return new Pace(2, 4, Duration.ofMillis(2_000), Duration.ofSeconds(40));
  }

  @Override
  public boolean isDefault() {
    return true;
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    report.show(LoadFigures.columns(Column.ratio("x disk", LoadFigures.RATE, DISK)));
    report.show(Column.withSpread(SYNCS));
    for (int boards : plan.sizes().boards()) {
      for (int start = 0; start < plan.pace().starts(); start++) {
        measure(plan, report, boards);
      }
    }
    report.remark("the disk: durable commits of one row, one after the other (x disk is 1)");
    target(plan, report);
    return report;
  }

  private static void measure(Plan plan, CaseReport report, int boards)
      throws IOException, InterruptedException, TimeoutException {
    int members = plan.clientsOr(CLIENTS).stream().max(Integer::compare).orElseThrow();
    Map<Build, BenchSetup> setups = new LinkedHashMap<>();
    try {
      for (Build build : plan.builds()) {
        SetupShape shape = SetupShape.of(members, boards);
        setups.put(build, BenchSetup.open(build, build.folder().resolve("drops"), shape));
      }
      boolean fresh = true;
      for (int clients : plan.clientsOr(CLIENTS)) {
        measure(plan, report, setups, new Load(clients, boards), fresh);
        fresh = false;
      }
      for (BenchSetup setup : setups.values()) {
        setup.endAndVerify();
      }
    } finally {
      setups.values().forEach(BenchSetup::close);
    }
  }

  private record Load(int clients, int boards) {

    Row row(String subject) {
      return new Row(
          String.format(
              Locale.ROOT,
              "%,d client%s, %d board%s",
              clients,
              clients == 1 ? "" : "s",
              boards,
              boards == 1 ? "" : "s"),
          subject);
    }

    /** Neighbours in number are at different boards. */
    Script script(int number) {
      int slot = 1 + number / boards % BenchSetup.SLOTS;
      return BenchSetup.script(number, number % boards, "DROP " + slot);
    }
  }

  private static void measure(
      Plan plan, CaseReport report, Map<Build, BenchSetup> setups, Load load, boolean fresh)
      throws IOException {
    List<Participant> participants = new ArrayList<>();
    try {
      for (Map.Entry<Build, BenchSetup> one : setups.entrySet()) {
        BenchSetup setup = one.getValue();
        participants.add(
            new Participant(
                load.row(one.getKey().shown()),
                new LoadClient(setup::dial, load::script, load.clients, 1),
                true,
                Map.of(LoadFigures.SERVER, setup.appliance(), LoadFigures.BOARDS, setup.boards())));
      }
      BenchSetup first = setups.values().iterator().next();
      new Rounds(plan, report)
          .measure(participants, fresh, () -> measureDisk(plan, report, load, first));
    } finally {
      for (Participant participant : participants) {
        participant.client().close();
      }
    }
  }

  /** In a quarter of the time for each of the two: there is nothing to become warm. */
  private static Runnable measureDisk(Plan plan, CaseReport report, Load load, BenchSetup setup)
      throws IOException {
    DiskRate disk = DiskRate.measure(setup.folder(), plan.pace().window().dividedBy(4));
    return () -> {
      report.measurements().add(load.row(DISK), LoadFigures.RATE, disk.commits());
      report.measurements().add(load.row(DISK), SYNCS, disk.syncs());
    };
  }

  private static void target(Plan plan, CaseReport report) {
    Load load = new Load(TARGET_CLIENTS, TARGET_BOARDS);
    Row own = load.row(plan.own().shown());
    Targets targets = report.targets();
    String what = "drops, 100 clients, 16 boards: ";
    report
        .measurements()
        .series(own, LoadFigures.RATE)
        .ifPresent(rates -> targets.atLeast(what + "a second", 20_000, rates));
    report
        .measurements()
        .series(own, LoadFigures.P99)
        .ifPresent(p99s -> targets.atMost(what + "p99 ms", 30, p99s));
    report
        .measurements()
        .ratio(own, load.row(DISK), LoadFigures.RATE)
        .ifPresent(ratios -> targets.atLeast(what + "x the disk's commits", 5, ratios));
  }
}
