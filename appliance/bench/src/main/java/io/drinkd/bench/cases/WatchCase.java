package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadConnection;
import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.report.Series;
import io.drinkd.bench.setup.Contender;
import io.drinkd.bench.setup.Request;
import io.drinkd.bench.setup.Server;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * A change of a slot, and how long until every subscriber was notified: an admin switches a slot
 * off and on, which is on disk before anybody is notified.
 */
public final class WatchCase implements BenchCase {

  private static final int SUBSCRIBERS = 1_000;

  /** What an event's line begins with; nothing else that comes does. */
  private static final byte EVENT = '*';

  private static final int FIRST_CHANGES = 100;
  private static final int CHANGES_A_ROUND = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Figure EACH_P50 = new Figure("eachP50Millis", "each p50 ms", "%.2f");
  private static final Figure EACH_P99 = new Figure("eachP99Millis", "each p99 ms", "%.2f");
  private static final Figure ALL_P50 = new Figure("allP50Millis", "all p50 ms", "%.2f");
  private static final Figure ALL_P99 = new Figure("allP99Millis", "all p99 ms", "%.2f");
  private static final Figure ALL_MOST = new Figure("allMostMillis", "all most ms", "%.2f");

  @Override
  public String name() {
    return "watch";
  }

  @Override
  public String purpose() {
    return String.format(
        Locale.ROOT, "%,d subscribers, and how long after a change all are notified", SUBSCRIBERS);
  }

  /** A round is a hundred changes, however long they take. */
  @Override
  public Pace pace() {
    return new Pace(2, 3, Duration.ZERO, Duration.ZERO);
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    CaseReport report = new CaseReport();
    report.show(
        Column.withSpread(EACH_P50),
        Column.withSpread(EACH_P99),
        Column.withSpread(ALL_P50),
        Column.withSpread(ALL_P99),
        Column.withSpread(ALL_MOST));
    for (int start = 0; start < plan.pace().starts(); start++) {
      for (Contender contender : plan.appliances(false)) {
        measure(plan, report, contender);
      }
    }
    report
        .targets()
        .atMost(
            "1,000 subscribers: until all are notified, most, ms",
            250,
            Series.of(
                report
                    .measurements()
                    .series(row(plan.own().shown()), ALL_MOST)
                    .orElseThrow()
                    .highest()));
    return report;
  }

  private static Row row(String subject) {
    return new Row(String.format(Locale.ROOT, "%,d subscribers", SUBSCRIBERS), subject);
  }

  private static void measure(Plan plan, CaseReport report, Contender contender)
      throws IOException, InterruptedException, TimeoutException {
    try (Server server = contender.start(plan.folder(), Request.STAT, 1);
        Wire admin = server.dial();
        Selector selector = Selector.open()) {
      LoadConnection.begin(admin, server.script(0, Request.STAT));
      List<Wire> subscribers = watch(server, selector);
      change(admin, selector, new Times(), FIRST_CHANGES);
      for (int round = 0; round < plan.pace().rounds(); round++) {
        Times times = new Times();
        change(admin, selector, times, CHANGES_A_ROUND);
        add(report, row(contender.shown()), times);
      }
      for (Wire subscriber : subscribers) {
        subscriber.close();
      }
    }
  }

  /** Until each subscriber was notified, and until all were. */
  private record Times(Histogram each, Histogram all) {

    Times() {
      this(LoadResult.noLatencies(), LoadResult.noLatencies());
    }
  }

  private static void add(CaseReport report, Row row, Times times) {
    report.measurements().add(row, EACH_P50, millis(times.each, 50));
    report.measurements().add(row, EACH_P99, millis(times.each, 99));
    report.measurements().add(row, ALL_P50, millis(times.all, 50));
    report.measurements().add(row, ALL_P99, millis(times.all, 99));
    report.measurements().add(row, ALL_MOST, millis(times.all, 100));
    report.measurements().addLatencies(row, times.each);
  }

  private static double millis(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }

  private static List<Wire> watch(Server server, Selector selector) throws IOException {
    List<Wire> subscribers = new ArrayList<>();
    for (int i = 0; i < SUBSCRIBERS; i++) {
      Wire subscriber = server.dial();
      LoadConnection.begin(subscriber, new Script(true, List.of("WATCH"), "WATCH"));
      subscriber.channel().configureBlocking(false);
      subscriber.channel().register(selector, SelectionKey.OP_READ, subscriber);
      subscribers.add(subscriber);
    }
    return subscribers;
  }

  /** Makes changes one after the other, each when all were notified of the one before. */
  private static void change(Wire admin, Selector selector, Times times, int count)
      throws IOException {
    for (int number = 0; number < count; number++) {
      String edit = "EDITSLOT 1 \"Drink 1\" 1 1000000 0 " + (number % 2 == 0 ? "false" : "true");
      long beganNanos = System.nanoTime();
      LoadConnection.begin(admin, new Script(false, List.of(edit), edit));
      awaitAll(selector, beganNanos, times.each);
      times.all.recordValue(System.nanoTime() - beganNanos);
    }
  }

  private static void awaitAll(Selector selector, long beganNanos, Histogram each)
      throws IOException {
    ByteBuffer read = ByteBuffer.allocate(Wire.READ_BYTES);
    long mostNanos = beganNanos + PATIENCE.toNanos();
    int notified = 0;
    while (notified < SUBSCRIBERS) {
      if (System.nanoTime() > mostNanos) {
        throw new IOException(
            String.format(
                Locale.ROOT, "%,d of %,d subscribers were notified", notified, SUBSCRIBERS));
      }
      selector.select(10);
      for (SelectionKey key : selector.selectedKeys()) {
        if (((Wire) key.attachment()).read(read.clear()) < 0) {
          throw new IOException("the server closed a subscriber's connection");
        }
        for (int i = 0; i < read.position(); i++) {
          if (read.get(i) == EVENT) {
            each.recordValue(System.nanoTime() - beganNanos);
            notified++;
          }
        }
      }
      selector.selectedKeys().clear();
    }
  }
}
