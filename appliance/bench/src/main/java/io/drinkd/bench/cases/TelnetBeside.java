package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.report.Targets;
import io.drinkd.bench.setup.LiveHeap;
import io.drinkd.bench.setup.Request;
import io.drinkd.bench.setup.SilentConnections;
import io.drinkd.bench.setup.TelnetContender;
import io.drinkd.bench.setup.TelnetContender.TelnetServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * Idle sessions of telnet beside as many of Sunday, in one process: what each of both costs. Every
 * other round those of telnet are opened first, so that neither has an advantage.
 */
final class TelnetBeside {

  static final Figure HEAP_RATIO = new Figure("heapOfSunday", "x heap of Sunday", "%.2f");

  private final Plan plan;
  private final Measurements all;
  private final int idle;
  private final Row sunday;
  private final Row telnet;

  /**
   * Measures nothing yet.
   *
   * @param idle how many sessions of each kind
   */
  TelnetBeside(Plan plan, Measurements all, int idle) {
    this.plan = plan;
    this.all = all;
    this.idle = idle;
    String shown = new TelnetContender(plan.own()).shown();
    sunday = new Row(String.format(Locale.ROOT, "%,d idle beside telnet", idle), shown);
    telnet = new Row(String.format(Locale.ROOT, "%,d idle by telnet", idle), shown);
  }

  void measure(int round) throws IOException, InterruptedException, TimeoutException {
    try (TelnetServer server =
        new TelnetContender(plan.own())
            .start(plan.folder(), Request.GETBALANCE, BusyClients.COUNT)) {
      BusyClients.warmUp(plan, server);
      LoadResult without = BusyClients.measure(plan, server);
      int window = SilentConnections.PLAIN_WINDOW;
      try (SilentConnections lines = new SilentConnections(server, window);
          SilentConnections menus =
              new SilentConnections(server::dialTelnet, TelnetServer::awaitQuestion, window)) {
        for (SilentConnections first : List.of(lines, menus)) {
          first.open(IdleCase.FIRST);
        }
        boolean telnetFirst = round % 2 == 1;
        double first = open(server, telnetFirst, menus, lines, without);
        double second = open(server, !telnetFirst, menus, lines, without);
        all.add(telnet, HEAP_RATIO, telnetFirst ? first / second : second / first);
      }
    }
  }

  /** Returns the heap of each, in bytes; what is resident depends on which are opened first. */
  private double open(
      TelnetServer server,
      boolean byTelnet,
      SilentConnections menus,
      SilentConnections lines,
      LoadResult without)
      throws IOException, InterruptedException, TimeoutException {
    SilentConnections silent = byTelnet ? menus : lines;
    Row row = byTelnet ? telnet : sunday;
    long heapBefore = LiveHeap.of(plan.folder(), server.process()).bytes();
    long residentBefore = server.process().residentBytes();
    Duration openedIn = silent.open(idle);
    LoadResult with = BusyClients.measure(plan, server);
    long heap = LiveHeap.of(plan.folder(), server.process()).bytes() - heapBefore;
    long resident = server.process().residentBytes() - residentBefore;
    double heapEach = heap / (double) idle;
    all.add(row, IdleCase.OPEN, openedIn.toNanos() / 1e9);
    all.add(row, IdleCase.RESIDENT, resident / (double) idle);
    all.add(row, IdleCase.HEAP, heapEach);
    all.add(row, IdleCase.WITHOUT, without.millis(0.99));
    all.add(row, IdleCase.WITH, with.millis(0.99));
    all.add(row, IdleCase.TIMES, with.millis(0.99) / without.millis(0.99));
    return heapEach;
  }

  void target(Targets targets) {
    targets.atMost(
        "idle by telnet: heap, x of Sunday's", 1.1, all.series(telnet, HEAP_RATIO).orElseThrow());
  }
}
