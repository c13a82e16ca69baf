package io.drinkd.bench.cases;

import io.drinkd.bench.load.LoadClient;
import io.drinkd.bench.load.LoadResult;
import io.drinkd.bench.load.Pace;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.report.CaseReport;
import io.drinkd.bench.report.Column;
import io.drinkd.bench.report.Figure;
import io.drinkd.bench.report.LineChart;
import io.drinkd.bench.report.Measurements;
import io.drinkd.bench.report.Measurements.Row;
import io.drinkd.bench.report.Series;
import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.ChildProcess;
import io.drinkd.bench.setup.SetupShape;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;

/**
 * A steady evening: members look, ask for their balance and drop, all connections replaced every
 * few seconds, as long as the run says. Whatever grows with time shows in the charts.
 */
public final class SoakCase implements BenchCase {

  private static final Duration SPELL = Duration.ofSeconds(2);
  private static final int CLIENTS = 100;
  private static final int MACHINES = 4;
  private static final double RATE = 2_000;
  private static final int TENTHS = 10;
  private static final List<String> REQUESTS =
      List.of("GETBALANCE", "STAT", "GETBALANCE", "HISTORY", "DROP 1");

  /** Until then a process takes what it needs anyway. */
  private static final double SETTLED_SHARE = 0.3;

  private static final Figure RESIDENT = new Figure("residentMegabytes", "resident MB", "%.0f");
  private static final Figure THREADS = new Figure("threads", "threads", "%.0f");
  private static final Figure FILES = new Figure("descriptors", "files", "%.0f");
  private static final Figure RATES = new Figure("rate", "per second", "%,.0f");
  private static final Figure P99 = new Figure("p99Millis", "p99 ms", "%.2f");

  private record Point(
      double seconds,
      double residentMegabytes,
      long threads,
      long descriptors,
      double rate,
      double p99Millis) {}

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String purpose() {
    return "memory, threads, files and p99 over time (--window PT30M for an evening); charts";
  }

  /** The window is the whole. */
  @Override
  public Pace pace() {
    return new Pace(1, 1, Duration.ofSeconds(60), Duration.ZERO);
  }

  @Override
  public boolean takesTwoBuilds() {
    return false;
  }

  @Override
  public CaseReport run(Plan plan) throws IOException, InterruptedException, TimeoutException {
    List<Point> points = measure(plan);
    CaseReport report = new CaseReport();
    for (Figure figure : List.of(RESIDENT, THREADS, FILES, RATES, P99)) {
      report.show(Column.median(figure));
    }
    for (int i = 0; i < points.size(); i++) {
      add(report.measurements(), plan, i * TENTHS / points.size(), points.get(i));
    }
    chart(plan, "memory", "resident MB", points, Point::residentMegabytes);
    chart(plan, "threads", "threads", points, Point::threads);
    chart(plan, "files", "open files", points, Point::descriptors);
    chart(plan, "p99", "p99 in ms", points, Point::p99Millis);
    report.remark("charts: soak-memory.svg, soak-threads.svg, soak-files.svg, soak-p99.svg");
    Point settled = points.get((int) (SETTLED_SHARE * points.size()));
    Point last = points.get(points.size() - 1);
    report
        .targets()
        .atMost(
            "soak: resident memory at the end, x when settled",
            1.2,
            Series.of(last.residentMegabytes / settled.residentMegabytes));
    report
        .targets()
        .atMost(
            "soak: threads at the end more than when settled",
            0,
            Series.of(last.threads - settled.threads));
    return report;
  }

  private static List<Point> measure(Plan plan)
      throws IOException, InterruptedException, TimeoutException {
    List<Point> points = new ArrayList<>();
    SetupShape shape = SetupShape.of(CLIENTS, MACHINES);
    try (BenchSetup setup =
        BenchSetup.open(plan.own(), plan.own().folder().resolve("soak"), shape)) {
      long beganNanos = System.nanoTime();
      double seconds = 0;
      while (seconds < plan.pace().window().toMillis() / 1e3) {
        LoadResult result = spell(setup, plan.rate().orElse(RATE));
        seconds = (System.nanoTime() - beganNanos) / 1e9;
        points.add(point(setup.appliance(), seconds, result));
      }
      setup.endAndVerify();
    }
    return points;
  }

  private static LoadResult spell(BenchSetup setup, double rate) throws IOException {
    try (LoadClient client = new LoadClient(setup::dial, SoakCase::script, CLIENTS, 1)) {
      return client.openLoop(rate, Duration.ZERO, SPELL);
    }
  }

  private static Script script(int number) {
    return BenchSetup.script(number, number % MACHINES, REQUESTS.get(number % REQUESTS.size()));
  }

  private static Point point(ChildProcess process, double seconds, LoadResult result)
      throws IOException {
    if (result.errors() > 0) {
      throw new IOException(
          String.format(Locale.ROOT, "an error after %.0f s: %s", seconds, result.firstError()));
    }
    return new Point(
        seconds,
        process.residentBytes() / 1e6,
        process.threads(),
        process.descriptors(),
        result.rate(),
        result.millis(0.99));
  }

  /** A row for each tenth of the time. */
  private static void add(Measurements all, Plan plan, int tenth, Point point) {
    Row row = new Row(String.format(Locale.ROOT, "tenth %2d", tenth + 1), plan.own().shown());
    all.add(row, RESIDENT, point.residentMegabytes);
    all.add(row, THREADS, point.threads);
    all.add(row, FILES, point.descriptors);
    all.add(row, RATES, point.rate);
    all.add(row, P99, point.p99Millis);
  }

  private static void chart(
      Plan plan, String name, String title, List<Point> points, ToDoubleFunction<Point> figure)
      throws IOException {
    LineChart chart = new LineChart("Soak: " + title, "seconds", false);
    points.forEach(point -> chart.add(title, point.seconds, figure.applyAsDouble(point)));
    chart.write(plan.folder().resolve("soak-" + name + ".svg"));
  }
}
