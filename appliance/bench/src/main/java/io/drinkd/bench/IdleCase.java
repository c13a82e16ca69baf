package io.drinkd.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many connections that say nothing: how long until all are open, what each costs, and whether busy
 * ones beside them notice.
 */
final class IdleCase implements BenchCase {

  private static final int IDLE = 10_000;
  private static final int BUSY = 10;
  private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

  private static final String ROW = "%-11s %9s %14s %13s %15s %13s %7s%n";

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String purpose() {
    return "%,d connections that say nothing, and %d busy ones beside them".formatted(IDLE, BUSY);
  }

  @Override
  public Map<String, Object> run(Plan plan)
      throws IOException, InterruptedException, TimeoutException {
    System.out.printf(
        ROW,
        "server",
        "open in s",
        "resident each",
        "heap each",
        "p99 ms without",
        "p99 ms with",
        "x p99");
    List<Object> rows = new ArrayList<>();
    for (Contender contender : List.of(Contender.APPLIANCE, Contender.MINA_TUNED)) {
      try (Server server = contender.start(plan, Request.GETBALANCE, BUSY)) {
        rows.add(measure(plan, contender, server));
      }
    }
    return Map.of("idle", IDLE, "busy", BUSY, "rows", rows);
  }

  private static Map<String, Object> measure(Plan plan, Contender contender, Server server)
      throws IOException, InterruptedException, TimeoutException {
    busy(plan, server);
    LoadResult without = busy(plan, server);
    long heapBefore = heapBytes(plan, server.process());
    long residentBefore = server.process().residentBytes();
    long began = System.nanoTime();
    Talk silent = new Talk(server.talk(0, Request.GETBALANCE).greeted(), List.of(), "VERSION", 1);
    try (LoadClient idle = new LoadClient(server.address(), number -> silent, IDLE, 1)) {
      double seconds = (System.nanoTime() - began) / 1e9;
      double resident =
          (server.process().residentBytes() - residentBefore) / (double) idle.connections();
      LoadResult with = busy(plan, server);
      double heap = (heapBytes(plan, server.process()) - heapBefore) / (double) IDLE;
      return row(contender, seconds, resident, heap, without, with);
    }
  }

  private static LoadResult busy(Plan plan, Server server) throws IOException {
    try (LoadClient client =
        new LoadClient(
            server.address(), number -> server.talk(number, Request.GETBALANCE), BUSY, 1)) {
      return client.closedLoop(plan.warmUp(), plan.measured());
    }
  }

  /** What is left on the heap after a collection. */
  private static long heapBytes(Plan plan, ChildProcess process)
      throws IOException, InterruptedException, TimeoutException {
    ask(plan, process, "GC.run");
    Matcher used = HEAP_USED.matcher(ask(plan, process, "GC.heap_info"));
    long kilobytes = 0;
    // The young and the old generation; metaspace follows, and is no heap.
    for (int generation = 0; generation < 2 && used.find(); generation++) {
      kilobytes += Long.parseLong(used.group(1));
    }
    return 1_024 * kilobytes;
  }

  private static String ask(Plan plan, ChildProcess process, String what)
      throws IOException, InterruptedException, TimeoutException {
    Path said = plan.folder().resolve("jcmd.log");
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try (ChildProcess asking =
        ChildProcess.start(said, List.of(jcmd, String.valueOf(process.pid()), what))) {
      asking.awaitEnd();
      return asking.said();
    }
  }

  private static Map<String, Object> row(
      Contender contender,
      double seconds,
      double resident,
      double heap,
      LoadResult without,
      LoadResult with) {
    double before = without.latencies().millis(0.99);
    double beside = with.latencies().millis(0.99);
    System.out.printf(
        ROW,
        contender.shown(),
        "%.2f".formatted(seconds),
        "%,.0f B".formatted(resident),
        "%,.0f B".formatted(heap),
        "%.3f".formatted(before),
        "%.3f".formatted(beside),
        "%.2f".formatted(beside / before));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("server", contender.shown());
    row.put("openSeconds", seconds);
    row.put("residentBytesEach", resident);
    row.put("heapBytesEach", heap);
    row.put("p99MillisWithout", before);
    row.put("p99MillisWith", beside);
    return row;
  }
}
