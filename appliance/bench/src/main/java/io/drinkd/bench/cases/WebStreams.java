package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadConnection;
import io.drinkd.bench.load.PlainWire;
import io.drinkd.bench.load.Wire;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.report.Series;
import io.drinkd.bench.report.Targets;
import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.LiveHeap;
import io.drinkd.bench.setup.SetupShape;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;

/**
 * As many event streams as the web door has at most, from as many addresses as that takes: how long
 * after a change of a slot each is notified, and what each keeps on the heap.
 */
final class WebStreams {

  private static final int STREAMS = 2_000;

  /** Of one address; the last hundred are only for addresses that have none. */
  private static final int OF_ADDRESS = 100;

  private static final int OF_ADDRESSES_WITH_SOME = 1_900;

  /** Open before the heap is looked at: what is made once is not that of each. */
  private static final int FIRST = 200;

  private static final int FIRST_CHANGES = 50;
  private static final int CHANGES_A_ROUND = 20;
  private static final String EVENT = "event: slot\n";
  private static final String REQUEST =
      "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";

  /** What a stream begins with, once it is open. */
  private static final String BEGUN = "retry: ";

  private static final Figure HEAP = new Figure("heapBytesEach", "heap each B", "%,.0f");
  private static final int HEAP_MOST = 20_000;

  private final Plan plan;
  private final CaseReport report;
  private final Row row;

  WebStreams(Plan plan, CaseReport report) {
    this.plan = plan;
    this.report = report;
    row = new Row("2,000 event streams", plan.own().shown());
  }

  void measure() throws IOException, InterruptedException, TimeoutException {
    report.showApart(Subscribers.columns());
    report.show(Column.withSpread(HEAP));
    for (int start = 0; start < plan.pace().starts(); start++) {
      measureOnce();
    }
    Measurements all = report.measurements();
    Targets targets = report.targets();
    targets.atMost(
        "2,000 event streams: until all are notified, p50, ms",
        250,
        all.series(row, Subscribers.ALL_P50).orElseThrow());
    targets.atMost(
        "2,000 event streams: until all are notified, most, ms",
        250,
        Series.of(all.series(row, Subscribers.ALL_MOST).orElseThrow().highest()));
    targets.atMost(
        "2,000 event streams: heap each, B", HEAP_MOST, all.series(row, HEAP).orElseThrow());
  }

  private void measureOnce() throws IOException, InterruptedException, TimeoutException {
    try (BenchSetup setup =
            BenchSetup.open(
                plan.own(),
                plan.own().folder().resolve("web-streams"),
                SetupShape.of(1, 1).withWeb());
        Wire admin = setup.dial();
        Subscribers subscribers = new Subscribers(EVENT)) {
      LoadConnection.begin(admin, BenchSetup.adminScript("STAT"));
      long before = 0;
      for (int i = 0; i < STREAMS; i++) {
        if (i == FIRST) {
          subscribers.notice(admin, FIRST_CHANGES);
          before = LiveHeap.of(plan.folder(), setup.appliance()).bytes();
        }
        subscribers.add(open(setup, address(i)));
      }
      subscribers.notice(admin, FIRST_CHANGES);
      long heap = LiveHeap.of(plan.folder(), setup.appliance()).bytes() - before;
      report.measurements().add(row, HEAP, heap / (double) (STREAMS - FIRST));
      for (int round = 0; round < plan.pace().rounds(); round++) {
        subscribers.measure(admin, CHANGES_A_ROUND, report, row);
      }
    }
  }

  private static InetAddress address(int stream) throws IOException {
    int address =
        stream < OF_ADDRESSES_WITH_SOME
            ? stream / OF_ADDRESS
            : OF_ADDRESSES_WITH_SOME / OF_ADDRESS + stream - OF_ADDRESSES_WITH_SOME;
    return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (1 + address)});
  }

  private static Wire open(BenchSetup setup, InetAddress from)
      throws IOException, InterruptedException {
    Wire stream = PlainWire.to(setup.web(), from);
    stream.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.UTF_8)));
    StringBuilder answer = new StringBuilder();
    ByteBuffer read = ByteBuffer.allocate(Wire.READ_BYTES);
    while (answer.indexOf(BEGUN) < 0) {
      if (stream.read(read.clear()) < 0) {
        throw new IOException("no stream was opened: " + answer);
      }
      answer.append(StandardCharsets.UTF_8.decode(read.flip()));
    }
    return stream;
  }
}
