package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.report.Targets;
import io.drinkd.bench.setup.ChildProcess;
import io.drinkd.bench.setup.ConstantContender;
import io.drinkd.bench.setup.Contender;
import io.drinkd.bench.setup.LiveHeap;
import io.drinkd.bench.setup.Request;
import io.drinkd.bench.setup.Server;
import io.drinkd.bench.setup.SilentConnections;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * Many connections that are idle: how long until all are open, what each costs, and whether busy
 * ones beside them notice.
 */
public final class IdleCase implements BenchCase {

  /** Handshakes take milliseconds: with fewer, what each connection needs shows as well. */
  private static final int TLS_MOST = 400;

  private static final int TELNET_MOST = 1_000;

  /**
   * Open before memory is looked at, and besides those by which it is divided: for the first
   * connections of a kind a process takes memory that it takes only once.
   */
  static final int FIRST = 200;

  /** Jars, logs, pipes, the first and the busy connections. */
  private static final int DESCRIPTORS_BESIDES = 400;

  static final Figure OPEN = new Figure("openSeconds", "open in s", "%.2f");
  static final Figure RESIDENT = new Figure("residentBytesEach", "resident each B", "%,.0f");
  static final Figure HEAP = new Figure("heapBytesEach", "heap each B", "%,.0f");
  static final Figure WITHOUT = new Figure("p99MillisWithout", "p99 ms without", "%.3f");
  static final Figure WITH = new Figure("p99MillisWith", "p99 ms with", "%.3f");
  static final Figure TIMES = new Figure("p99Ratio", "x p99", "%.2f");

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String purpose() {
    return "many idle connections: memory of each, and what a few busy ones beside them notice";
  }

  @Override
  public Pace pace() {
    return new Pace(1, 1, Duration.ofMillis(2_000), Duration.ofSeconds(20));
  }

  @Override
  public boolean isDefault() {
    return true;
  }

  /** What is measured, with how many connections. */
  private record Subject(Contender contender, int idle, boolean tls) {

    Row row() {
      return new Row(
          String.format(Locale.ROOT, "%,d idle%s", idle, tls ? " over TLS" : ""),
          contender.shown());
    }
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    int idle = plan.sizes().idle();
    requireDescriptors(idle);
    CaseReport report = new CaseReport();
    report.show(
        Column.withSpread(OPEN),
        Column.withSpread(RESIDENT),
        Column.withSpread(HEAP),
        Column.median(WITHOUT),
        Column.median(WITH),
        Column.withSpread(TIMES),
        Column.withSpread(TelnetBeside.HEAP_RATIO));
    List<Subject> subjects = new ArrayList<>();
    plan.appliances(false).forEach(one -> subjects.add(new Subject(one, idle, false)));
    subjects.add(new Subject(ConstantContender.MINA_TUNED, idle, false));
    int tls = Math.min(idle, TLS_MOST);
    plan.appliances(true).forEach(one -> subjects.add(new Subject(one, tls, true)));
    TelnetBeside telnet =
        new TelnetBeside(plan, report.measurements(), Math.min(idle, TELNET_MOST));
    for (int round = 0; round < plan.pace().windows(); round++) {
      for (Subject subject : subjects) {
        measure(plan, report.measurements(), subject);
      }
      telnet.measure(round);
    }
    Row plain = new Subject(plan.appliances(false).get(0), idle, false).row();
    Row secured = new Subject(plan.appliances(true).get(0), tls, true).row();
    target(report, idle, plain, secured);
    telnet.target(report.targets());
    return report;
  }

  private static void requireDescriptors(int idle) throws IOException {
    long allowed = ChildProcess.descriptorsAllowed();
    if (allowed < idle + DESCRIPTORS_BESIDES) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              ("%,d connections need %,d descriptors a process, ulimit -n allows %,d;"
                  + " raise it, or ask for fewer with --idle"),
              idle,
              idle + DESCRIPTORS_BESIDES,
              allowed));
    }
  }

  private static void measure(Plan plan, Measurements all, Subject subject)
      throws IOException, InterruptedException, TimeoutException {
    try (Server server =
        subject.contender.start(plan.folder(), Request.GETBALANCE, BusyClients.COUNT)) {
      BusyClients.warmUp(plan, server);
      LoadResult without = BusyClients.measure(plan, server);
      int window = subject.tls ? SilentConnections.TLS_WINDOW : SilentConnections.PLAIN_WINDOW;
      try (SilentConnections silent = new SilentConnections(server, window)) {
        silent.open(FIRST);
        long heapBefore = LiveHeap.of(plan.folder(), server.process()).bytes();
        long residentBefore = server.process().residentBytes();
        Duration openedIn = silent.open(subject.idle);
        LoadResult with = BusyClients.measure(plan, server);
        long heap = LiveHeap.of(plan.folder(), server.process()).bytes() - heapBefore;
        long resident = server.process().residentBytes() - residentBefore;
        Row row = subject.row();
        all.add(row, OPEN, openedIn.toNanos() / 1e9);
        all.add(row, RESIDENT, resident / (double) subject.idle);
        all.add(row, HEAP, heap / (double) subject.idle);
        all.add(row, WITHOUT, without.millis(0.99));
        all.add(row, WITH, with.millis(0.99));
        all.add(row, TIMES, with.millis(0.99) / without.millis(0.99));
      }
    }
  }

  private static void target(CaseReport report, int idle, Row plain, Row secured) {
    Measurements all = report.measurements();
    Targets targets = report.targets();
    if (idle == 10_000) {
      targets.atMost("10,000 idle: all accepted, s", 1.5, all.series(plain, OPEN).orElseThrow());
    }
    targets.atMost("idle: heap each, B", 4_000, all.series(plain, HEAP).orElseThrow());
    targets.atMost("idle: resident each, B", 6_000, all.series(plain, RESIDENT).orElseThrow());
    targets.atMost(
        "idle over TLS: resident each, B", 30_000, all.series(secured, RESIDENT).orElseThrow());
    targets.atMost(
        "idle: p99 of 10 busy clients, x without", 1.5, all.series(plain, TIMES).orElseThrow());
  }
}
