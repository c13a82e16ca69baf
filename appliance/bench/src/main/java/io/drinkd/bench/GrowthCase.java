package io.drinkd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;

/**
 * What a house costs as it grows in one thing while the others stay small: its members, its
 * machines, the entries of its ledger.
 */
final class GrowthCase implements BenchCase {

  /** A fresh process compiles first. */
  private static final Duration FIRST_WARM_UP = Duration.ofMillis(2_500);

  private static final String ROW = "%9s %9s %11s %11s %10s %12s %16s %13s %10s%n";

  /** What may grow. */
  private record Size(int members, int machines, int entries) {}

  private record Found(
      double greetingMillis,
      double residentMegabytes,
      double balanceP99Millis,
      double historyP99Millis,
      double dropP99Millis) {}

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
    return Pace.ofMillis(1, 500, 500);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    System.out.printf(
        ROW,
        "members",
        "machines",
        "entries",
        "file MB",
        "start ms",
        "resident MB",
        "GETBALANCE p99",
        "HISTORY p99",
        "DROP p99");
    Plan.Growth growth = plan.growth();
    int members = Math.max(BusyClients.COUNT, growth.members().get(0));
    int machines = growth.machines().get(0);
    int entries = growth.entries().get(0);
    List<Object> rows = new ArrayList<>();
    List<Found> inMembers = new ArrayList<>();
    for (int count : growth.members()) {
      Size size = new Size(Math.max(BusyClients.COUNT, count), machines, entries);
      inMembers.add(measure(plan, size, rows));
    }
    aims(aims, "members", inMembers);
    List<Found> inMachines = new ArrayList<>(inMembers.subList(0, 1));
    for (int count : growth.machines().subList(1, growth.machines().size())) {
      inMachines.add(measure(plan, new Size(members, count, entries), rows));
    }
    aims(aims, "machines", inMachines);
    List<Found> inEntries = new ArrayList<>(inMembers.subList(0, 1));
    for (int count : growth.entries().subList(1, growth.entries().size())) {
      inEntries.add(measure(plan, new Size(members, machines, count), rows));
    }
    aims(aims, "entries", inEntries);
    return Map.of("rows", rows);
  }

  private static void aims(Aims aims, String what, List<Found> found) {
    aim(aims, what, "start", found, Found::greetingMillis);
    aim(aims, what, "resident memory", found, Found::residentMegabytes);
    aim(aims, what, "GETBALANCE p99", found, Found::balanceP99Millis);
    aim(aims, what, "HISTORY p99", found, Found::historyP99Millis);
    aim(aims, what, "DROP p99", found, Found::dropP99Millis);
  }

  /** Flat, but for what one run differs from another. */
  private static void aim(
      Aims aims, String what, String of, List<Found> found, ToDoubleFunction<Found> figure) {
    double smallest = figure.applyAsDouble(found.get(0));
    double largest = figure.applyAsDouble(found.get(found.size() - 1));
    aims.atMost("most " + what + ", x fewest: " + of, 1.5, largest / smallest);
  }

  private static Found measure(Plan plan, Size size, List<Object> rows)
      throws IOException, InterruptedException, TimeoutException {
    Path books = GrownBooks.of(plan.folder(), size.members, size.entries);
    List<Found> rounds = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      HouseShape shape = HouseShape.of(size.members, size.machines).withBooks(books);
      try (House house = House.open(plan.home(), plan.folder().resolve("growth"), shape)) {
        double resident = house.appliance().residentBytes() / 1e6;
        load(house, "GETBALANCE", BusyClients.COUNT, FIRST_WARM_UP, Duration.ZERO);
        rounds.add(
            new Found(
                house.greetingAfter().toNanos() / 1e6,
                resident,
                p99(plan, house, "GETBALANCE", BusyClients.COUNT),
                p99(plan, house, "HISTORY", BusyClients.COUNT),
                p99(plan, house, "DROP 1", 1)));
      }
    }
    double fileMegabytes = Files.size(books) / 1e6;
    rows.add(row(size, fileMegabytes, rounds));
    return median(rounds);
  }

  private static Found median(List<Found> rounds) {
    return new Found(
        Figures.median(rounds, Found::greetingMillis),
        Figures.median(rounds, Found::residentMegabytes),
        Figures.median(rounds, Found::balanceP99Millis),
        Figures.median(rounds, Found::historyP99Millis),
        Figures.median(rounds, Found::dropP99Millis));
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

  private static Map<String, Object> row(Size size, double fileMegabytes, List<Found> rounds) {
    Found found = median(rounds);
    System.out.printf(
        ROW,
        "%,d".formatted(size.members),
        "%,d".formatted(size.machines),
        "%,d".formatted(size.entries),
        "%,.1f".formatted(fileMegabytes),
        "%,.0f".formatted(found.greetingMillis),
        "%,.0f".formatted(found.residentMegabytes),
        "%.3f ms".formatted(found.balanceP99Millis),
        "%.3f ms".formatted(found.historyP99Millis),
        "%.2f ms".formatted(found.dropP99Millis));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("members", size.members);
    row.put("machines", size.machines);
    row.put("entries", size.entries);
    row.put("fileMegabytes", fileMegabytes);
    row.put("greetingMillis", found.greetingMillis);
    row.put("residentMegabytes", found.residentMegabytes);
    row.put("getbalanceP99Millis", found.balanceP99Millis);
    row.put("historyP99Millis", found.historyP99Millis);
    row.put("dropP99Millis", found.dropP99Millis);
    return row;
  }
}
