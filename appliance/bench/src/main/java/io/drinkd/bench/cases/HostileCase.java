package io.drinkd.bench.cases;

import io.drinkd.bench.load.HostileClients;
import io.drinkd.bench.load.HostileClients.Kind;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.report.Series;
import io.drinkd.bench.report.Targets;
import io.drinkd.bench.setup.ChildProcess;
import io.drinkd.bench.setup.ConstantContender;
import io.drinkd.bench.setup.HostileProcess;
import io.drinkd.bench.setup.LiveHeap;
import io.drinkd.bench.setup.Request;
import io.drinkd.bench.setup.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * What clients that mean harm take from a few normal ones, and whether anything of them is left
 * when they are gone: sessions and bytes on the heap, descriptors of the process.
 *
 * <p>All share one machine, where the system's work for connections that come and go holds up the
 * normal clients even while nobody hostile is at their server: p99 was 2.3 times as long. So kinds
 * that connect again and again are measured at another server as well, the one in C that does
 * least, and what they take there is not counted as the appliance's.
 */
public final class HostileCase implements BenchCase {

  private static final String SESSION = "org.apache.mina.transport.socket.nio.NioSocketSession";

  /** With 3,000 the compiler still takes a quarter of what a connection costs. */
  private static final int TURNS_TO_WARM_UP = 15_000;

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Opened, with two files beside it, when the boards have been measured for a minute. */
  private static final String READINGS = "readings.db";

  private static final Duration READINGS_PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private static final Figure ALONE = new Figure("p99MillisAlone", "p99 ms alone", "%.3f");
  private static final Figure ELSEWHERE = new Figure("p99MillisElsewhere", "elsewhere", "%.3f");
  private static final Figure BESIDE = new Figure("p99MillisBeside", "beside them", "%.3f");
  private static final Figure TIMES_ALONE = new Figure("p99RatioToAlone", "x alone", "%.2f");
  private static final Figure TIMES = new Figure("p99Ratio", "x p99", "%.2f");
  private static final Figure TURNS = new Figure("turnsASecond", "turns/s", "%.0f");
  private static final Figure PACE = new Figure("pace", "of the turns wanted", "%.2f");
  private static final Figure SESSIONS = new Figure("sessionsLeft", "sessions left", "%.0f");
  private static final Figure DESCRIPTORS = new Figure("descriptorsLeft", "files left", "%.0f");
  private static final Figure HEAP = new Figure("heapBytesLeft", "heap left B", "%,.0f");

  /** What a server holds. */
  private record Holdings(long sessions, long descriptors, long heapBytes) {

    /**
     * @param descriptors how many it had before; so many are waited for, for ends of connections
     *     take a moment to arrive, also that of the one by which the heap is asked for
     */
    static Holdings of(Plan plan, ChildProcess process, long descriptors)
        throws IOException, InterruptedException, TimeoutException {
      awaitDescriptors(process, descriptors);
      LiveHeap heap = LiveHeap.of(plan.folder(), process);
      awaitDescriptors(process, descriptors);
      return new Holdings(heap.count(SESSION), process.descriptors(), heap.bytes());
    }
  }

  @Override
  public String name() {
    return "hostile";
  }

  @Override
  public String purpose() {
    return String.format(
        Locale.ROOT,
        "%,d clients that mean harm, beside %d normal ones",
        HostileClients.COUNT,
        BusyClients.COUNT);
  }

  @Override
  public Pace pace() {
    return new Pace(1, 5, Duration.ofMillis(1_000), Duration.ofSeconds(20));
  }

  @Override
  public boolean takesTwoBuilds() {
    return false;
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    report.show(
        Column.median(ALONE),
        Column.median(ELSEWHERE),
        Column.median(BESIDE),
        Column.withSpread(TIMES_ALONE),
        Column.withSpread(TIMES),
        Column.median(TURNS),
        Column.median(PACE),
        Column.median(SESSIONS),
        Column.median(DESCRIPTORS),
        Column.median(HEAP));
    try (Server server =
            plan.appliances(false)
                .get(0)
                .start(plan.folder(), Request.GETBALANCE, BusyClients.COUNT);
        Server bare =
            ConstantContender.C_EPOLL.start(plan.folder(), Request.STAT, BusyClients.COUNT)) {
      BusyClients.warmUp(plan, server);
      for (Kind kind : Kind.values()) {
        // How connections come and go is compiled before it is measured, too.
        beside(plan, server, server, kind, TURNS_TO_WARM_UP);
      }
      awaitReadings(server.process());
      for (Kind kind : Kind.values()) {
        measure(plan, report, server, bare, kind);
      }
    }
    report.remark(
        "elsewhere: while they are at a server in C; x p99: times that, or times p99 alone");
    return report;
  }

  /** What the normal clients take, and what the others did meanwhile. */
  private record Beside(double p99Millis, HostileProcess hostile) {}

  private static Beside beside(Plan plan, Server server, Server attacked, Kind kind, int rush)
      throws IOException, InterruptedException {
    try (HostileProcess hostile = HostileProcess.start(plan.folder(), attacked, kind, rush)) {
      double p99Millis = BusyClients.measure(plan, server).millis(0.99);
      return new Beside(p99Millis, hostile);
    }
  }

  private static void round(
      Plan plan, Measurements all, Row row, Server server, Server bare, Kind kind)
      throws IOException, InterruptedException {
    double alone = BusyClients.measure(plan, server).millis(0.99);
    double elsewhere = kind.isConnecting() ? beside(plan, server, bare, kind, 0).p99Millis : alone;
    Beside beside = beside(plan, server, server, kind, 0);
    all.add(row, ALONE, alone);
    all.add(row, ELSEWHERE, elsewhere);
    all.add(row, BESIDE, beside.p99Millis);
    all.add(row, TIMES_ALONE, beside.p99Millis / alone);
    all.add(row, TIMES, beside.p99Millis / elsewhere);
    all.add(row, TURNS, beside.hostile.turnsASecond());
    all.add(row, PACE, beside.hostile.pace());
  }

  private static void measure(Plan plan, CaseReport report, Server server, Server bare, Kind kind)
      throws IOException, InterruptedException, TimeoutException {
    Measurements all = report.measurements();
    Row row = new Row("1,000 that " + kind.shown(), plan.own().shown());
    Holdings before = Holdings.of(plan, server.process(), Long.MAX_VALUE);
    for (int round = 0; round < plan.pace().windows(); round++) {
      round(plan, all, row, server, bare, kind);
    }
    Holdings after = Holdings.of(plan, server.process(), before.descriptors);
    all.add(row, SESSIONS, after.sessions - before.sessions);
    all.add(row, DESCRIPTORS, after.descriptors - before.descriptors);
    all.add(row, HEAP, after.heapBytes - before.heapBytes);
    Targets targets = report.targets();
    String who = row.load() + ": ";
    targets.atMost(who + "p99 of 10 others, x", 2, all.series(row, TIMES).orElseThrow());
    targets.atLeast(who + "of what they were to do", 0.9, all.series(row, PACE).orElseThrow());
    targets.atMost(who + "sessions left", 0, Series.of(after.sessions - before.sessions));
    targets.atMost(who + "descriptors left", 0, Series.of(after.descriptors - before.descriptors));
  }

  /** Otherwise its files would be taken for what the clients have left. */
  private static void awaitReadings(ChildProcess process) throws IOException {
    long mostNanos = System.nanoTime() + READINGS_PATIENCE.toNanos();
    while (!process.hasOpen(READINGS) && System.nanoTime() < mostNanos) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private static void awaitDescriptors(ChildProcess process, long wanted) throws IOException {
    long mostNanos = System.nanoTime() + PATIENCE.toNanos();
    while (process.descriptors() > wanted && System.nanoTime() < mostNanos) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }
}
