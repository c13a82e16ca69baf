package io.drinkd.bench;

import io.drinkd.bench.HostileClients.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * What clients that mean no good take from a few normal ones, and whether anything of them is left
 * when they are gone: sessions and bytes on the heap, descriptors of the process.
 *
 * <p>All share one machine, where the system's work for connections that come and go holds up the
 * normal clients even while nobody hostile is at their server: p99 was 2.3 times as long. So kinds
 * that connect again and again are measured at another server as well, the one in C that does
 * least, and what they take there is not counted as the appliance's.
 */
final class HostileCase implements BenchCase {

  private static final String SESSION = "org.apache.mina.transport.socket.nio.NioSocketSession";

  /** With 3,000 the compiler still takes a quarter of what a connection costs. */
  private static final int TURNS_TO_WARM_UP = 15_000;

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private static final String ROW = "%-22s %12s %12s %12s %9s %7s %8s  %-14s %-13s %s%n";

  /** What a server has in hand. */
  private record Holdings(long sessions, long descriptors, long heapBytes) {

    /**
     * @param descriptors how many it had before; so many are waited for, for ends of connections
     *     take a moment to arrive, also that of the one by which the heap is asked for
     */
    static Holdings of(Plan plan, ChildProcess process, long descriptors)
        throws IOException, InterruptedException, TimeoutException {
      awaitDescriptors(process, descriptors);
      LiveHeap heap = LiveHeap.of(plan, process);
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
    return "%,d clients that mean no good, beside %d normal ones"
        .formatted(HostileClients.COUNT, BusyClients.COUNT);
  }

  @Override
  public Pace pace() {
    return Pace.ofMillis(3, 150, 500);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    System.out.printf(
        ROW,
        "1,000 that",
        "p99 ms alone",
        "elsewhere",
        "beside them",
        "x alone",
        "x p99",
        "turns/s",
        "sessions after",
        "files after",
        "heap after");
    List<Object> rows = new ArrayList<>();
    try (Server server = Contender.APPLIANCE.start(plan, Request.GETBALANCE, BusyClients.COUNT);
        Server bare = Contender.C_EPOLL.start(plan, Request.STAT, BusyClients.COUNT)) {
      BusyClients.warmUp(server);
      for (Kind kind : Kind.values()) {
        // How connections come and go is compiled before it is measured, too.
        beside(plan, server, server, kind, TURNS_TO_WARM_UP);
      }
      for (Kind kind : Kind.values()) {
        rows.add(measure(plan, server, bare, kind, aims));
      }
    }
    System.out.println(
        "elsewhere: while they are at a server in C; x p99: times that, or times p99 alone");
    return Map.of("rows", rows);
  }

  /** What the normal clients take, and what the others did meanwhile. */
  private record Beside(double p99Millis, Hostile hostile) {}

  private static Beside beside(Plan plan, Server server, Server attacked, Kind kind, int rush)
      throws IOException, InterruptedException {
    try (Hostile hostile = Hostile.start(plan, attacked, kind, rush)) {
      double p99Millis = BusyClients.measure(plan, server).latencies().millis(0.99);
      return new Beside(p99Millis, hostile);
    }
  }

  /** One round, p99 of the normal clients in milliseconds. */
  private record Round(double alone, double elsewhere, double beside, Hostile hostile) {}

  private static Round round(Plan plan, Server server, Server bare, Kind kind)
      throws IOException, InterruptedException {
    double alone = BusyClients.measure(plan, server).latencies().millis(0.99);
    double elsewhere = kind.isConnecting() ? beside(plan, server, bare, kind, 0).p99Millis : alone;
    Beside beside = beside(plan, server, server, kind, 0);
    return new Round(alone, elsewhere, beside.p99Millis, beside.hostile);
  }

  private static Map<String, Object> measure(
      Plan plan, Server server, Server bare, Kind kind, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    Holdings before = Holdings.of(plan, server.process(), Long.MAX_VALUE);
    List<Round> rounds = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      rounds.add(round(plan, server, bare, kind));
    }
    Holdings after = Holdings.of(plan, server.process(), before.descriptors);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("kind", kind.shown());
    row.put("p99MillisAlone", Figures.median(rounds, Round::alone));
    row.put("p99MillisElsewhere", Figures.median(rounds, Round::elsewhere));
    row.put("p99MillisBeside", Figures.median(rounds, Round::beside));
    row.put("p99RatioToAlone", Figures.median(rounds, round -> round.beside / round.alone));
    row.put("p99Ratio", Figures.median(rounds, round -> round.beside / round.elsewhere));
    row.put("turnsASecond", Figures.median(rounds, round -> round.hostile.turnsASecond()));
    row.put("pace", Figures.median(rounds, round -> round.hostile.pace()));
    row.put("sessionsLeft", after.sessions - before.sessions);
    row.put("descriptorsLeft", after.descriptors - before.descriptors);
    row.put("heapBytesLeft", after.heapBytes - before.heapBytes);
    print(row, before, after);
    String who = "1,000 that " + kind.shown() + ": ";
    aims.atMost(who + "p99 of 10 others, x", 2, (double) row.get("p99Ratio"));
    aims.atLeast(who + "of what they were to do", 0.9, (double) row.get("pace"));
    aims.atMost(who + "sessions left", 0, after.sessions - before.sessions);
    aims.atMost(who + "descriptors left", 0, after.descriptors - before.descriptors);
    return row;
  }

  private static void awaitDescriptors(ChildProcess process, long wanted) throws IOException {
    long mostNanos = System.nanoTime() + PATIENCE.toNanos();
    while (process.descriptors() > wanted && System.nanoTime() < mostNanos) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private static void print(Map<String, Object> row, Holdings before, Holdings after) {
    System.out.printf(
        ROW,
        row.get("kind"),
        "%.3f".formatted(row.get("p99MillisAlone")),
        "%.3f".formatted(row.get("p99MillisElsewhere")),
        "%.3f".formatted(row.get("p99MillisBeside")),
        "%.2f".formatted(row.get("p99RatioToAlone")),
        "%.2f".formatted(row.get("p99Ratio")),
        "%.0f".formatted(row.get("turnsASecond")),
        before.sessions + " -> " + after.sessions,
        before.descriptors + " -> " + after.descriptors,
        "%,d -> %,d B".formatted(before.heapBytes, after.heapBytes));
  }
}
