package io.drinkd.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Many connections that say nothing: how long until all are open, what each costs, and whether busy
 * ones beside them notice.
 */
final class IdleCase implements BenchCase {

  /** Handshakes take milliseconds: with fewer, what each connection needs shows as well. */
  private static final int TLS_MOST = 800;

  /**
   * Open before memory is looked at, and besides those by which it is divided: for the first
   * connections of a kind a process takes memory that it takes only once.
   */
  private static final int FIRST = 200;

  /** Jars, logs, pipes, the first and the busy connections. */
  private static final int DESCRIPTORS_BESIDES = 400;

  private static final String ROW = "%-14s %7s %9s %14s %12s %15s %13s %7s%n";

  private record Found(
      double openSeconds,
      double residentEach,
      double heapEach,
      double p99MillisWithout,
      double p99MillisWith) {

    double p99Ratio() {
      return p99MillisWith / p99MillisWithout;
    }
  }

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String purpose() {
    return "many connections that say nothing, and a few busy ones beside them";
  }

  @Override
  public Pace pace() {
    return Pace.ofMillis(1, 300, 900);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    requireDescriptors(plan.idle());
    System.out.printf(
        ROW,
        "server",
        "idle",
        "open in s",
        "resident each",
        "heap each",
        "p99 ms without",
        "p99 ms with",
        "x p99");
    List<Object> rows = new ArrayList<>();
    int tls = Math.min(plan.idle(), TLS_MOST);
    Found plain = measure(plan, Contender.APPLIANCE, plan.idle(), rows);
    measure(plan, Contender.MINA_TUNED, plan.idle(), rows);
    Found secured = measure(plan, Contender.APPLIANCE_TLS, tls, rows);
    if (plan.idle() == 10_000) {
      aims.atMost("10,000 idle: all accepted, s", 1.5, plain.openSeconds);
    }
    aims.atMost("idle: heap each, B", 4_000, plain.heapEach);
    aims.atMost("idle: resident each, B", 6_000, plain.residentEach);
    aims.atMost("idle over TLS: resident each, B", 30_000, secured.residentEach);
    aims.atMost("idle: p99 of 10 busy clients, x without", 1.5, plain.p99Ratio());
    return Map.of("rows", rows);
  }

  private static void requireDescriptors(int idle) throws IOException {
    long allowed = ChildProcess.descriptorsAllowed();
    if (allowed < idle + DESCRIPTORS_BESIDES) {
      throw new IOException(
          ("%,d connections need %,d descriptors a process, ulimit -n allows %,d;"
                  + " raise it, or ask for fewer with --idle")
              .formatted(idle, idle + DESCRIPTORS_BESIDES, allowed));
    }
  }

  private static Found measure(Plan plan, Contender contender, int idle, List<Object> rows)
      throws IOException, InterruptedException, TimeoutException {
    List<Found> rounds = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      try (Server server = contender.start(plan, Request.GETBALANCE, BusyClients.COUNT)) {
        rounds.add(measure(plan, server, idle));
      }
    }
    Found found =
        new Found(
            Figures.median(rounds, Found::openSeconds),
            Figures.median(rounds, Found::residentEach),
            Figures.median(rounds, Found::heapEach),
            Figures.median(rounds, Found::p99MillisWithout),
            Figures.median(rounds, Found::p99MillisWith));
    rows.add(row(contender, idle, found));
    return found;
  }

  private static Found measure(Plan plan, Server server, int idle)
      throws IOException, InterruptedException, TimeoutException {
    BusyClients.warmUp(server);
    LoadResult without = BusyClients.measure(plan, server);
    try (SilentConnections silent = new SilentConnections(server)) {
      silent.open(FIRST);
      long heapBefore = LiveHeap.of(plan, server.process()).bytes();
      long residentBefore = server.process().residentBytes();
      Duration openedIn = silent.open(idle);
      LoadResult with = BusyClients.measure(plan, server);
      long heap = LiveHeap.of(plan, server.process()).bytes() - heapBefore;
      long resident = server.process().residentBytes() - residentBefore;
      return new Found(
          openedIn.toNanos() / 1e9,
          resident / (double) idle,
          heap / (double) idle,
          without.latencies().millis(0.99),
          with.latencies().millis(0.99));
    }
  }

  private static Map<String, Object> row(Contender contender, int idle, Found found) {
    System.out.printf(
        ROW,
        contender.shown(),
        idle,
        "%.2f".formatted(found.openSeconds),
        "%,.0f B".formatted(found.residentEach),
        "%,.0f B".formatted(found.heapEach),
        "%.3f".formatted(found.p99MillisWithout),
        "%.3f".formatted(found.p99MillisWith),
        "%.2f".formatted(found.p99Ratio()));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("server", contender.shown());
    row.put("idle", idle);
    row.put("openSeconds", found.openSeconds);
    row.put("residentBytesEach", found.residentEach);
    row.put("heapBytesEach", found.heapEach);
    row.put("p99MillisWithout", found.p99MillisWithout);
    row.put("p99MillisWith", found.p99MillisWith);
    return row;
  }
}
