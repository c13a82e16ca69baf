package io.drinkd.appliance.crash;

import static java.util.stream.Collectors.toMap;

import io.drinkd.appliance.process.BooksOnDisk;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.store.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Rounds of crashes. In each the appliance is started, customers drop drinks, give credits and take
 * them back, admins refund drops, now and then a board fails, and in the midst of it the appliance
 * is ended. Then what lies on disk is compared with the cans that fell and the replies that were
 * given. The next round continues with the same books.
 */
final class CrashTest implements AutoCloseable {

  private static final int CUSTOMERS = 14;
  private static final int ADMINS = 2;
  private static final long CREDITS = 1_000_000_000;
  private static final List<String> MACHINES = List.of("a", "b", "c", "d");
  private static final Duration MOTOR_TIME = Duration.ofMillis(3);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMillis(500);
  private static final Duration GUARD_TIME = Duration.ofSeconds(3);
  private static final Duration POINT_REACHED_WITHIN = Duration.ofSeconds(4);

  private final SplittableRandom random;
  private final HouseFolder house;
  private final Path now;
  private final Map<String, RunningBoard> boards = new TreeMap<>();
  private final Journal journal = new Journal();
  private final WaitingCustomers customers = new WaitingCustomers(CUSTOMERS);
  private final Counters ends = new Counters();
  private final Counters faults = new Counters();

  /**
   * Switches the boards on and sends the customers out.
   *
   * @param folder empty
   * @param seed decides what is done and when, as far as the machine's threads let it
   */
  CrashTest(Path folder, long seed) throws IOException {
    random = new SplittableRandom(seed);
    house = new HouseFolder(folder);
    now = house.file("now");
    for (String machine : MACHINES) {
      RunningBoard board = RunningBoard.start(house.canLog(machine), MOTOR_TIME);
      boards.put(machine, board);
      house.addMachine(machine, board.port(), ANSWER_TIMEOUT, GUARD_TIME);
    }
    List<String> names =
        IntStream.rangeClosed(1, CUSTOMERS).mapToObj("customer%02d"::formatted).toList();
    house.addAdmins(names.subList(0, ADMINS), CREDITS);
    house.addMembers(names.subList(ADMINS, CUSTOMERS), CREDITS);
    names.forEach(name -> sendOut(name, names));
  }

  private void sendOut(String name, List<String> names) {
    List<String> others = names.stream().filter(other -> !other.equals(name)).toList();
    Customer customer =
        new Customer(
            name,
            names.indexOf(name) < ADMINS,
            others,
            MACHINES,
            random.split(),
            journal,
            customers);
    Thread thread = new Thread(customer, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** One life of the appliance, from its start to its end, and the reconciliation. */
  CrashFigures round() throws IOException {
    if (random.nextInt(8) == 0) {
      endWhileStarting();
    }
    Optional<EndPoint> point = random.nextInt(100) < 45 ? EndPoint.any(random) : Optional.empty();
    Files.deleteIfExists(now);
    try (RunningAppliance appliance =
        point.isPresent()
            ? RunningAppliance.start(house, point.get().armed(now))
            : RunningAppliance.start(house)) {
      customers.open(appliance.port());
      disturb(appliance);
      end(appliance, point);
    }
    customers.awaitAllOutside();
    return reconcile();
  }

  /** Customers get their answers to what they asked for before, and the appliance stops. */
  CrashFigures lastRound() throws IOException {
    customers.callLastOrders();
    try (RunningAppliance appliance = RunningAppliance.start(house)) {
      customers.open(appliance.port());
      customers.awaitAllOutside();
      stop(appliance);
    }
    CrashFigures figures = reconcile();
    figures.requireNothingUnderWay();
    return figures;
  }

  private void endWhileStarting() throws IOException {
    EndPoint point = EndPoint.whileStarting(random);
    try (RunningAppliance appliance = RunningAppliance.start(house, point.toString())) {
      expectCrash(appliance, point);
    }
  }

  /** Lets the customers continue for a while, in which boards fail. */
  private void disturb(RunningAppliance appliance) throws IOException {
    int acts = random.nextInt(4);
    // Now and then long enough for delayed drops of the round before to come due.
    long lastsMillis = random.nextInt(12) == 0 ? 4_500 : 300 + random.nextInt(1_000);
    for (int act = 0; act <= acts; act++) {
      if (appliance.endsWithin(Duration.ofMillis(lastsMillis / (acts + 1)))) {
        journal.complain("the appliance ended by itself; its output:\n" + appliance.log());
        return;
      }
      if (act < acts) {
        failSomeBoard();
      }
    }
  }

  private void failSomeBoard() throws IOException {
    RunningBoard board = boards.get(MACHINES.get(random.nextInt(MACHINES.size())));
    List<String> kinds =
        List.of("close", "cut", "cut", "kill", "kill", "nack", "late 700", "silence", "swallow");
    String kind = kinds.get(random.nextInt(kinds.size()));
    faults.add(kind.split(" ")[0]);
    if (kind.equals("kill")) {
      board.kill();
      board.startAgain();
    } else {
      board.command(kind);
    }
  }

  private void end(RunningAppliance appliance, Optional<EndPoint> point) throws IOException {
    if (point.isPresent()) {
      if (point.get().needsLateAnswer()) {
        boards.values().forEach(board -> board.command("late 700"));
      }
      Files.createFile(now);
      if (appliance.endsWithin(POINT_REACHED_WITHIN)) {
        expectCrash(appliance, point.get());
        return;
      }
    } else if (random.nextInt(12) == 0) {
      stop(appliance);
      return;
    }
    appliance.kill();
    ends.add("kill -9");
  }

  private void expectCrash(RunningAppliance appliance, EndPoint point) {
    int code = appliance.awaitEnd();
    if (code != CrashPoint.EXIT_CODE) {
      journal.complain(
          point + ": the appliance ended with " + code + "; its output:\n" + appliance.log());
    }
    ends.add(point.name());
  }

  private void stop(RunningAppliance appliance) {
    int code = appliance.stop();
    if (code != 0) {
      journal.complain(
          "the appliance was stopped, and ended with "
              + code
              + "; its output:\n"
              + appliance.log());
    }
    ends.add("SIGTERM");
  }

  private CrashFigures reconcile() throws IOException {
    try (BooksOnDisk books = BooksOnDisk.of(house)) {
      Reconciliation reconciliation = new Reconciliation(books);
      List<RecordedRequest> requests = journal.requests();
      List<String> violations =
          new ArrayList<>(
              reconciliation.violations(
                  requests,
                  boards.entrySet().stream()
                      .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().cans()))));
      violations.addAll(journal.complaints());
      long cans = boards.values().stream().mapToLong(board -> board.cans().size()).sum();
      return new CrashFigures(ends, faults, requests, reconciliation.drops(), cans, violations);
    }
  }

  @Override
  public void close() {
    boards.values().forEach(RunningBoard::close);
  }
}
