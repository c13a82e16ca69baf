package io.drinkd.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a house costs as it grows in one thing while the others stay small: its members, its
 * machines, the entries of its ledger.
 */
final class GrowthCase implements BenchCase {

  /** A fresh process compiles first. */
  private static final Duration FIRST_WARM_UP = Duration.ofMillis(300);

  private static final String ROW = "%9s %9s %11s %10s %12s %16s %13s %10s%n";

  /** Of each size in a round; one start alone says little. */
  private static final int STARTS = 3;

  /** What may grow. */
  private record Size(int members, int machines, int entries) {}

  private record Start(double greetingMillis, double residentMegabytes) {}

  private record Waits(double balanceP99Millis, double historyP99Millis, double dropP99Millis) {}

  /** What was found of one size. */
  private record Found(List<Start> starts, List<Waits> waits) {

    Found() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    double start(ToDoubleFunction<Start> figure) {
      return Figures.median(starts, figure);
    }

    double waits(ToDoubleFunction<Waits> figure) {
      return Figures.median(waits, figure);
    }
  }

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public String purpose() {
    return "start, memory and p99 as members, machines and ledger entries grow";
  }

  @Override
  public Pace pace() {
    return Pace.ofMillis(1, 100, 250);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    Plan.Growth growth = plan.growth();
    Size fewest =
        new Size(
            Math.max(BusyClients.COUNT, growth.members().get(0)),
            growth.machines().get(0),
            growth.entries().get(0));
    List<Size> inMembers =
        more(growth.members(), count -> new Size(count, fewest.machines, fewest.entries));
    List<Size> inMachines =
        more(growth.machines(), count -> new Size(fewest.members, count, fewest.entries));
    List<Size> inEntries =
        more(growth.entries(), count -> new Size(fewest.members, fewest.machines, count));
    Map<Size, Found> found = new LinkedHashMap<>();
    found.put(fewest, new Found());
    Stream.of(inMembers, inMachines, inEntries)
        .flatMap(List::stream)
        .forEach(size -> found.put(size, new Found()));
    // All sizes in turn, so that what else the machine does falls on all alike.
    for (int turn = 0; turn < plan.rounds() * STARTS; turn++) {
      for (Map.Entry<Size, Found> one : found.entrySet()) {
        measure(plan, one.getKey(), one.getValue());
      }
    }
    System.out.printf(
        ROW,
        "members",
        "machines",
        "entries",
        "start ms",
        "resident MB",
        "GETBALANCE p99",
        "HISTORY p99",
        "DROP p99");
    List<Object> rows = new ArrayList<>();
    found.forEach((size, its) -> rows.add(row(size, its)));
    aims(aims, "members", found, fewest, inMembers);
    aims(aims, "machines", found, fewest, inMachines);
    aims(aims, "entries", found, fewest, inEntries);
    return Map.of("rows", rows);
  }

  /** All sizes but the smallest, which is the same whatever grows. */
  private static List<Size> more(List<Integer> counts, IntFunction<Size> size) {
    return counts.stream().skip(1).map(size::apply).toList();
  }

  private static void aims(
      Aims aims, String what, Map<Size, Found> found, Size fewest, List<Size> more) {
    if (more.isEmpty()) {
      return;
    }
    Found small = found.get(fewest);
    Found large = found.get(more.get(more.size() - 1));
    aim(aims, what, "start", small, large, of -> of.start(Start::greetingMillis));
    aim(aims, what, "resident memory", small, large, of -> of.start(Start::residentMegabytes));
    aim(aims, what, "GETBALANCE p99", small, large, of -> of.waits(Waits::balanceP99Millis));
    aim(aims, what, "HISTORY p99", small, large, of -> of.waits(Waits::historyP99Millis));
    aim(aims, what, "DROP p99", small, large, of -> of.waits(Waits::dropP99Millis));
  }

  /** Flat, but for what one run differs from another. */
  private static void aim(
      Aims aims, String what, String of, Found small, Found large, ToDoubleFunction<Found> figure) {
    aims.atMost(
        "most " + what + ", x fewest: " + of,
        1.5,
        figure.applyAsDouble(large) / figure.applyAsDouble(small));
  }

  private static void measure(Plan plan, Size size, Found found)
      throws IOException, InterruptedException, TimeoutException {
    Path books = GrownBooks.of(plan.folder(), size.members, size.entries);
    HouseShape shape = HouseShape.of(size.members, size.machines).withBooks(books);
    try (House house = House.open(plan.home(), plan.folder().resolve("growth"), shape)) {
      double resident = house.appliance().residentBytes() / 1e6;
      found.starts.add(new Start(house.greetingAfter().toNanos() / 1e6, resident));
      load(house, "GETBALANCE", BusyClients.COUNT, FIRST_WARM_UP, Duration.ZERO);
      found.waits.add(
          new Waits(
              p99(plan, house, "GETBALANCE", BusyClients.COUNT),
              p99(plan, house, "HISTORY", BusyClients.COUNT),
              p99(plan, house, "DROP 1", 1)));
    }
  }

  private static double p99(Plan plan, House house, String request, int clients)
      throws IOException {
    return load(house, request, clients, plan.warmUp(), plan.measured()).latencies().millis(0.99);
  }

  private static LoadResult load(
      House house, String request, int clients, Duration warmUp, Duration measured)
      throws IOException {
    try (LoadClient client =
        new LoadClient(
            house::dial,
            number ->
                new Talk(
                    true,
                    List.of("IBUTTON " + House.ibutton(number), "MACHINE " + House.machine(0)),
                    request),
            clients,
            1)) {
      LoadResult result = client.closedLoop(warmUp, measured);
      if (result.errors() > 0) {
        throw new IOException(request + " was answered: " + result.firstError().orElseThrow());
      }
      return result;
    }
  }

  private static Map<String, Object> row(Size size, Found found) {
    double greetingMillis = found.start(Start::greetingMillis);
    double residentMegabytes = found.start(Start::residentMegabytes);
    double balanceP99Millis = found.waits(Waits::balanceP99Millis);
    double historyP99Millis = found.waits(Waits::historyP99Millis);
    double dropP99Millis = found.waits(Waits::dropP99Millis);
    System.out.printf(
        ROW,
        "%,d".formatted(size.members),
        "%,d".formatted(size.machines),
        "%,d".formatted(size.entries),
        "%,.0f".formatted(greetingMillis),
        "%,.0f".formatted(residentMegabytes),
        "%.3f ms".formatted(balanceP99Millis),
        "%.3f ms".formatted(historyP99Millis),
        "%.2f ms".formatted(dropP99Millis));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("members", size.members);
    row.put("machines", size.machines);
    row.put("entries", size.entries);
    row.put("greetingMillis", greetingMillis);
    row.put("residentMegabytes", residentMegabytes);
    row.put("getbalanceP99Millis", balanceP99Millis);
    row.put("historyP99Millis", historyP99Millis);
    row.put("dropP99Millis", dropP99Millis);
    return row;
  }
}
