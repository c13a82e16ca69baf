package io.drinkd.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * A change in the house, and how long until every watcher has heard of it: an admin switches a slot
 * off and on, which is on disk before anybody is told.
 */
final class WatchCase implements BenchCase {

  private static final int WATCHERS = 1_000;

  /** What an event's line begins with; nothing else that comes does. */
  private static final byte EVENT = '*';

  private static final int FIRST_CHANGES = 20;
  private static final int CHANGES_A_ROUND = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "watch";
  }

  @Override
  public String purpose() {
    return "%,d watchers, and how long after a change all have heard of it".formatted(WATCHERS);
  }

  @Override
  public Pace pace() {
    return Pace.ofMillis(1, 0, 0);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    Latencies each = new Latencies();
    Latencies all = new Latencies();
    try (Server server = Contender.APPLIANCE.start(plan, Request.STAT, 1);
        Wire admin = server.dial();
        Selector selector = Selector.open()) {
      LoadConnection.begin(admin, server.talk(0, Request.STAT));
      List<Wire> watchers = watch(server, selector);
      change(admin, 0, selector, new Latencies(), new Latencies(), FIRST_CHANGES);
      change(admin, FIRST_CHANGES, selector, each, all, plan.rounds() * CHANGES_A_ROUND);
      for (Wire watcher : watchers) {
        watcher.close();
      }
    }
    System.out.printf(
        "%,d changes: a watcher hears after p50 %.2f ms, p99 %.2f ms; all after p50 %.2f ms,"
            + " p99 %.2f ms, most %.2f ms%n",
        all.count(),
        each.millis(0.5),
        each.millis(0.99),
        all.millis(0.5),
        all.millis(0.99),
        all.millis(1));
    aims.atMost("1,000 watchers: until all have heard, most, ms", 250, all.millis(1));
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("watchers", WATCHERS);
    found.put("changes", all.count());
    found.put("eachP50Millis", each.millis(0.5));
    found.put("eachP99Millis", each.millis(0.99));
    found.put("allP50Millis", all.millis(0.5));
    found.put("allP99Millis", all.millis(0.99));
    found.put("allMostMillis", all.millis(1));
    return found;
  }

  private static List<Wire> watch(Server server, Selector selector) throws IOException {
    List<Wire> watchers = new ArrayList<>();
    for (int i = 0; i < WATCHERS; i++) {
      Wire watcher = server.dial();
      LoadConnection.begin(watcher, new Talk(true, List.of("WATCH"), "WATCH"));
      watcher.channel().configureBlocking(false);
      watcher.channel().register(selector, SelectionKey.OP_READ, watcher);
      watchers.add(watcher);
    }
    return watchers;
  }

  /** Makes changes one after the other, each when all have heard of the one before. */
  private static void change(
      Wire admin, int first, Selector selector, Latencies each, Latencies all, int count)
      throws IOException {
    for (int number = first; number < first + count; number++) {
      String edit = "EDITSLOT 1 \"Drink 1\" 1 1000000 0 " + (number % 2 == 0 ? "false" : "true");
      long beganNanos = System.nanoTime();
      LoadConnection.begin(admin, new Talk(false, List.of(edit), edit));
      awaitAll(selector, beganNanos, each);
      all.record(System.nanoTime() - beganNanos);
    }
  }

  private static void awaitAll(Selector selector, long beganNanos, Latencies each)
      throws IOException {
    ByteBuffer read = ByteBuffer.allocate(Wire.READ_BYTES);
    long mostNanos = beganNanos + PATIENCE.toNanos();
    int heard = 0;
    while (heard < WATCHERS) {
      if (System.nanoTime() > mostNanos) {
        throw new IOException("%,d of %,d watchers heard".formatted(heard, WATCHERS));
      }
      selector.select(10);
      for (SelectionKey key : selector.selectedKeys()) {
        if (((Wire) key.attachment()).read(read.clear()) < 0) {
          throw new IOException("the server closed a watcher's connection");
        }
        for (int i = 0; i < read.position(); i++) {
          if (read.get(i) == EVENT) {
            each.record(System.nanoTime() - beganNanos);
            heard++;
          }
        }
      }
      selector.selectedKeys().clear();
    }
  }
}
