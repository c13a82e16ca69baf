package io.drinkd.bench;

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
 */
final class HostileCase implements BenchCase {

  private static final String SESSION = "org.apache.mina.transport.socket.nio.NioSocketSession";

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private static final String ROW = "%-22s %15s %13s %7s %8s  %-15s %-15s %s%n";

  /** What a server has in hand. */
  private record Holdings(long sessions, long descriptors, long heapBytes) {

    static Holdings of(Plan plan, ChildProcess process)
        throws IOException, InterruptedException, TimeoutException {
      LiveHeap heap = LiveHeap.of(plan, process);
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
        .formatted(Hostile.COUNT, BusyClients.COUNT);
  }

  @Override
  public Pace pace() {
    return Pace.ofMillis(1, 400, 1_000);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    System.out.printf(
        ROW,
        "1,000 that",
        "p99 ms without",
        "p99 ms with",
        "x p99",
        "turns",
        "sessions after",
        "files after",
        "heap after");
    List<Object> rows = new ArrayList<>();
    try (Server server = Contender.APPLIANCE.start(plan, Request.GETBALANCE, BusyClients.COUNT)) {
      BusyClients.warmUp(server);
      for (Hostile.Kind kind : Hostile.Kind.values()) {
        // How connections come and go is compiled before it is measured, too.
        beside(plan, server, kind);
      }
      for (Hostile.Kind kind : Hostile.Kind.values()) {
        rows.add(measure(plan, server, kind, aims));
      }
    }
    return Map.of("rows", rows);
  }

  private record Beside(double p99Millis, long turns) {}

  /** What the normal clients take, and what the others do meanwhile. */
  private static Beside beside(Plan plan, Server server, Hostile.Kind kind) throws IOException {
    try (Hostile hostile = new Hostile(kind, server)) {
      double p99Millis = BusyClients.measure(plan, server).latencies().millis(0.99);
      return new Beside(p99Millis, hostile.turns());
    }
  }

  private static Map<String, Object> measure(Plan plan, Server server, Hostile.Kind kind, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    Holdings before = Holdings.of(plan, server.process());
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    long turns = 0;
    for (int round = 0; round < plan.rounds(); round++) {
      without.add(BusyClients.measure(plan, server).latencies().millis(0.99));
      Beside beside = beside(plan, server, kind);
      with.add(beside.p99Millis);
      turns += beside.turns;
      ratios.add(with.get(round) / without.get(round));
    }
    awaitDescriptors(server.process(), before.descriptors);
    Holdings after = Holdings.of(plan, server.process());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("kind", kind.shown());
    row.put("p99MillisWithout", Figures.median(without, Double::doubleValue));
    row.put("p99MillisWith", Figures.median(with, Double::doubleValue));
    row.put("p99Ratio", Figures.median(ratios, Double::doubleValue));
    row.put("turns", turns);
    row.put("sessionsLeft", after.sessions - before.sessions);
    row.put("descriptorsLeft", after.descriptors - before.descriptors);
    row.put("heapBytesLeft", after.heapBytes - before.heapBytes);
    print(row, before, after);
    String who = "1,000 that " + kind.shown() + ": ";
    aims.atMost(who + "p99 of 10 others, x", 2, (double) row.get("p99Ratio"));
    aims.atMost(who + "sessions left", 0, after.sessions - before.sessions);
    aims.atMost(who + "descriptors left", 0, after.descriptors - before.descriptors);
    return row;
  }

  /** Ends of connections take a moment to arrive. */
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
        "%.3f".formatted(row.get("p99MillisWithout")),
        "%.3f".formatted(row.get("p99MillisWith")),
        "%.2f".formatted(row.get("p99Ratio")),
        row.get("turns"),
        before.sessions + " -> " + after.sessions,
        before.descriptors + " -> " + after.descriptors,
        "%,d -> %,d B".formatted(before.heapBytes, after.heapBytes));
  }
}
