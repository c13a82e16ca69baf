package io.drinkd.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * A steady evening: members look, ask for their balance and drop, all connections anew every few
 * seconds, as long as the run says. Whatever grows with time shows in the curves.
 */
final class SoakCase implements BenchCase {

  private static final Duration SPELL = Duration.ofSeconds(2);
  private static final int CLIENTS = 100;
  private static final int MACHINES = 4;
  private static final double RATE = 2_000;
  private static final List<String> REQUESTS =
      List.of("GETBALANCE", "STAT", "GETBALANCE", "HISTORY", "DROP 1");

  /** Until then a process takes what it needs anyway. */
  private static final double SETTLED_SHARE = 0.3;

  private static final String ROW = "%9s %12s %8s %6s %11s %9s%n";

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
    return "memory, threads, files and p99 over time (--measured PT30M for an evening)";
  }

  @Override
  public Pace pace() {
    return Pace.ofMillis(1, 0, 9_000);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    Path folder = plan.folder().resolve("soak");
    List<Point> points = new ArrayList<>();
    try (House house = House.open(plan.home(), folder, HouseShape.of(CLIENTS, MACHINES))) {
      long beganNanos = System.nanoTime();
      double seconds = 0;
      while (seconds < plan.measured().toMillis() / 1e3) {
        LoadResult result = spell(house, plan.rate().orElse(RATE));
        seconds = (System.nanoTime() - beganNanos) / 1e9;
        points.add(point(house.appliance(), seconds, result));
      }
      house.endAndVerify();
    }
    print(points);
    Path file = plan.folder().resolve("soak.svg");
    plot(points, file);
    System.out.println("plotted: " + plan.home().relativize(file));
    Point settled = points.get((int) (SETTLED_SHARE * points.size()));
    Point last = points.get(points.size() - 1);
    aims.atMost(
        "soak: resident memory at the end, x when settled",
        1.2,
        last.residentMegabytes / settled.residentMegabytes);
    aims.atMost(
        "soak: threads at the end more than when settled", 0, last.threads - settled.threads);
    return Map.of("points", points.stream().map(SoakCase::toMap).toList());
  }

  private static LoadResult spell(House house, double rate) throws IOException {
    try (LoadClient client = new LoadClient(house::dial, SoakCase::talk, CLIENTS, 1)) {
      return client.openLoop(rate, Duration.ZERO, SPELL);
    }
  }

  private static Talk talk(int number) {
    return new Talk(
        true,
        List.of("IBUTTON " + House.ibutton(number), "MACHINE " + House.machine(number % MACHINES)),
        REQUESTS.get(number % REQUESTS.size()));
  }

  private static Point point(ChildProcess process, double seconds, LoadResult result)
      throws IOException {
    if (result.errors() > 0) {
      throw new IOException("an error after %.0f s: %s".formatted(seconds, result.firstError()));
    }
    return new Point(
        seconds,
        process.residentBytes() / 1e6,
        process.threads(),
        process.descriptors(),
        result.rate(),
        result.latencies().millis(0.99));
  }

  /** Ten lines of all. */
  private static void print(List<Point> points) {
    System.out.printf(ROW, "seconds", "resident MB", "threads", "files", "requests/s", "p99 ms");
    int step = Math.max(1, points.size() / 10);
    for (int i = step - 1; i < points.size(); i += step) {
      Point point = points.get(i);
      System.out.printf(
          ROW,
          "%.0f".formatted(point.seconds),
          "%.0f".formatted(point.residentMegabytes),
          point.threads,
          point.descriptors,
          "%,.0f".formatted(point.rate),
          "%.2f".formatted(point.p99Millis));
    }
  }

  private static void plot(List<Point> points, Path file) throws IOException {
    Curves curves = new Curves("Soak", "seconds", points.stream().map(Point::seconds).toList());
    curves.add("resident MB", points.stream().map(Point::residentMegabytes).toList());
    curves.add("threads", points.stream().map(point -> (double) point.threads).toList());
    curves.add("open files", points.stream().map(point -> (double) point.descriptors).toList());
    curves.add("p99 in ms", points.stream().map(Point::p99Millis).toList());
    curves.write(file);
  }

  private static Map<String, Object> toMap(Point point) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seconds", point.seconds);
    map.put("residentMegabytes", point.residentMegabytes);
    map.put("threads", point.threads);
    map.put("descriptors", point.descriptors);
    map.put("rate", point.rate);
    map.put("p99Millis", point.p99Millis);
    return map;
  }
}
