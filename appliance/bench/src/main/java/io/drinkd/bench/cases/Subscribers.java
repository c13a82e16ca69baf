package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadConnection;
import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements.Row;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Clients who are notified of changes, and an admin who makes them one after the other: switches a
 * slot off and on, which is on disk before anybody is notified. How long until each was notified,
 * and until all were.
 */
final class Subscribers implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static final Figure ALL_P50 = new Figure("allP50Millis", "all p50 ms", "%.2f");
  static final Figure ALL_MOST = new Figure("allMostMillis", "all most ms", "%.2f");
  private static final Figure EACH_P50 = new Figure("eachP50Millis", "each p50 ms", "%.2f");
  private static final Figure EACH_P99 = new Figure("eachP99Millis", "each p99 ms", "%.2f");
  private static final Figure ALL_P99 = new Figure("allP99Millis", "all p99 ms", "%.2f");

  private final byte[] mark;
  private final Selector selector = Selector.open();
  private final List<Wire> wires = new ArrayList<>();
  private final ByteBuffer read = ByteBuffer.allocate(Wire.READ_BYTES);

  /**
   * None yet.
   *
   * @param mark what stands in each event once and in nothing else that comes; its first character
   *     only at its beginning
   */
  Subscribers(String mark) throws IOException {
    this.mark = mark.getBytes(StandardCharsets.UTF_8);
  }

  /** What a connection has read of the mark so far. */
  private static final class Reading {
    private final Wire wire;
    private int matched;

    Reading(Wire wire) {
      this.wire = wire;
    }
  }

  static Column[] columns() {
    return new Column[] {
      Column.withSpread(EACH_P50),
      Column.withSpread(EACH_P99),
      Column.withSpread(ALL_P50),
      Column.withSpread(ALL_P99),
      Column.withSpread(ALL_MOST)
    };
  }

  /** One more, who has subscribed. */
  void add(Wire subscriber) throws IOException {
    wires.add(subscriber);
    subscriber.channel().configureBlocking(false);
    subscriber.channel().register(selector, SelectionKey.OP_READ, new Reading(subscriber));
  }

  /** Until each subscriber was notified, and until all were. */
  private record Times(Histogram each, Histogram all) {

    Times() {
      this(LoadResult.noLatencies(), LoadResult.noLatencies());
    }
  }

  /** Has so many changes made, each when all were notified of the one before. */
  void notice(Wire admin, int changes) throws IOException {
    change(admin, new Times(), changes);
  }

  /** The same, and adds what was found as one round. */
  void measure(Wire admin, int changes, CaseReport report, Row row) throws IOException {
    Times times = new Times();
    change(admin, times, changes);
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

  private void change(Wire admin, Times times, int count) throws IOException {
    for (int number = 0; number < count; number++) {
      String edit = "EDITSLOT 1 \"Drink 1\" 1 1000000 0 " + (number % 2 == 0 ? "false" : "true");
      long beganNanos = System.nanoTime();
      LoadConnection.begin(admin, new Script(false, List.of(edit), edit));
      awaitAll(beganNanos, times.each);
      times.all.recordValue(System.nanoTime() - beganNanos);
    }
  }

  private void awaitAll(long beganNanos, Histogram each) throws IOException {
    long mostNanos = beganNanos + PATIENCE.toNanos();
    int notified = 0;
    while (notified < wires.size()) {
      if (System.nanoTime() > mostNanos) {
        throw new IOException(
            String.format(
                Locale.ROOT, "%,d of %,d subscribers were notified", notified, wires.size()));
      }
      selector.select(10);
      for (SelectionKey key : selector.selectedKeys()) {
        for (int events = events((Reading) key.attachment()); events > 0; events--) {
          each.recordValue(System.nanoTime() - beganNanos);
          notified++;
        }
      }
      selector.selectedKeys().clear();
    }
  }

  private int events(Reading reading) throws IOException {
    if (reading.wire.read(read.clear()) < 0) {
      throw new IOException("the server closed a subscriber's connection");
    }
    int events = 0;
    for (int i = 0; i < read.position(); i++) {
      byte next = read.get(i);
      if (next == mark[reading.matched]) {
        reading.matched++;
      } else {
        reading.matched = next == mark[0] ? 1 : 0;
      }
      if (reading.matched == mark.length) {
        reading.matched = 0;
        events++;
      }
    }
    return events;
  }

  @Override
  public void close() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
    selector.close();
  }
}
