package io.drinkd.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/**
 * Durable drops: each is held on disk before its order leaves and settled on disk before its reply.
 * Every client is a member of its own; the boards answer at once, so that nothing but the appliance
 * is waited for. The books are verified after each run.
 */
final class DropsCase implements BenchCase {

  /** The aims are for so many. */
  private static final int AIMED_CLIENTS = 100;

  private static final Duration DISK_TIME = Duration.ofMillis(500);

  /** A house's first drops are made by code that is not compiled yet. */
  private static final Duration FIRST_WARM_UP = Duration.ofSeconds(2);

  private static final String ROW = "%6s %7s %9s %19s %8s %8s %8s %7s %6s %7s   %s%n";

  @Override
  public String name() {
    return "drops";
  }

  @Override
  public String purpose() {
    return "durable drops against boards that answer at once, beside the disk's own rate";
  }

  @Override
  public Pace pace() {
    return Pace.ofMillis(1, 300, 700);
  }

  @Override
  public Map<String, Object> run(Plan plan, Aims aims)
      throws IOException, InterruptedException, TimeoutException {
    System.out.printf(
        ROW,
        "boards",
        "clients",
        "drops/s",
        "lowest-highest",
        "p50 ms",
        "p99 ms",
        "p99.9 ms",
        "errors",
        "x disk",
        "µs each",
        "processors busy");
    List<Object> rows = new ArrayList<>();
    List<DiskRate> disk = new ArrayList<>();
    for (int boards : plan.boards()) {
      Path folder = plan.folder().resolve("drops");
      try (House house = House.open(plan.home(), folder, HouseShape.of(members(plan), boards))) {
        List<DiskRate> diskNow = new ArrayList<>();
        Map<Integer, List<Figures.Run>> runs = measure(plan, house, boards, diskNow);
        house.endAndVerify();
        disk.addAll(diskNow);
        double commits = Figures.median(diskNow, DiskRate::commits);
        runs.forEach((clients, all) -> rows.add(row(boards, clients, Figures.of(all), commits)));
        if (boards == 16 && runs.containsKey(100)) {
          Figures figures = Figures.of(runs.get(100));
          aims.atLeast("drops/s, 100 clients, 16 boards", 20_000, figures.rate());
          aims.atMost("drops, 100 clients, 16 boards: p99 ms", 30, figures.p99Millis());
          aims.atLeast("drops, 100 clients: x the disk's commits", 5, figures.rate() / commits);
        }
      }
    }
    double commits = Figures.median(disk, DiskRate::commits);
    double syncs = Figures.median(disk, DiskRate::syncs);
    System.out.printf(
        "the disk itself: %,.0f durable commits of one row a second (x 1), %,.0f fdatasync/s%n",
        commits, syncs);
    return Map.of("rows", rows, "diskCommitsPerSecond", commits, "diskSyncsPerSecond", syncs);
  }

  /** Every client is another member. */
  private static int members(Plan plan) {
    return plan.clients().stream().max(Integer::compare).orElseThrow();
  }

  private static Map<Integer, List<Figures.Run>> measure(
      Plan plan, House house, int boards, List<DiskRate> disk) throws IOException {
    Map<Integer, List<Figures.Run>> runs = new TreeMap<>();
    load(house, boards, members(plan), FIRST_WARM_UP, Duration.ZERO);
    for (int round = 0; round < plan.rounds(); round++) {
      disk.add(DiskRate.measure(house.folder(), DISK_TIME));
      for (int clients : clients(plan, boards)) {
        Figures.Run run = load(house, boards, clients, plan.warmUp(), plan.measured());
        runs.computeIfAbsent(clients, key -> new ArrayList<>()).add(run);
      }
    }
    return runs;
  }

  /** What the number of clients makes is seen with the most boards; with fewer one is enough. */
  private static List<Integer> clients(Plan plan, int boards) {
    boolean most = plan.boards().stream().allMatch(other -> other <= boards);
    return most || !plan.clients().contains(AIMED_CLIENTS)
        ? plan.clients()
        : List.of(AIMED_CLIENTS);
  }

  private static Figures.Run load(
      House house, int boards, int clients, Duration warmUp, Duration measured) throws IOException {
    try (LoadClient client =
        new LoadClient(house::dial, number -> talk(number, boards), clients, 1)) {
      Processors before =
          Processors.look(
              Map.of("appliance", house.appliance(), "boards", house.boards().orElseThrow()));
      LoadResult result = client.closedLoop(warmUp, measured);
      return new Figures.Run(result, before.used());
    }
  }

  private static Talk talk(int number, int boards) {
    int slot = 1 + number / boards % House.SLOTS;
    return new Talk(
        true,
        List.of("IBUTTON " + House.ibutton(number), "MACHINE " + House.machine(number % boards)),
        "DROP " + slot);
  }

  private static Map<String, Object> row(
      int boards, int clients, Figures figures, double diskCommits) {
    double ratio = figures.rate() / diskCommits;
    System.out.printf(
        ROW,
        boards,
        clients,
        "%,.0f".formatted(figures.rate()),
        "%,.0f-%,.0f".formatted(figures.lowestRate(), figures.highestRate()),
        "%.2f".formatted(figures.p50Millis()),
        "%.2f".formatted(figures.p99Millis()),
        "%.2f".formatted(figures.p999Millis()),
        figures.errors(),
        "%.1f".formatted(ratio),
        "%.0f".formatted(microsEach(figures)),
        Shown.processors(figures.processors()));
    figures.firstError().ifPresent(error -> System.out.println("       the first error: " + error));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("boards", boards);
    row.put("clients", clients);
    row.put("ratioToDiskCommits", ratio);
    row.put("applianceProcessorMicrosEach", microsEach(figures));
    row.putAll(figures.toMap());
    return row;
  }

  /**
   * The appliance's processor time for a drop: of all figures the one that others disturb least.
   */
  private static double microsEach(Figures figures) {
    return figures.processors().get("appliance") * 1e6 / figures.rate();
  }
}
