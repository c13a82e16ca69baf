package io.drinkd.appliance.soak;

import io.drinkd.appliance.process.BooksOnDisk;
import io.drinkd.appliance.process.Broker;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.Vitals;
import io.drinkd.driver.testkit.BoardModel;
import io.drinkd.driver.testkit.SimulatedBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Boards that fail, clients that drink, and the reconciliation. */
final class Soak implements AutoCloseable {

  private static final int MACHINES = 50;
  private static final int CLIENTS = 200;
  private static final long CREDITS = 1_000_000_000;
  private static final int FAULT_EVERY_MILLIS = 100;

  /** Before, what the appliance keeps a bounded number of, such as events, is still filling. */
  private static final Duration LEAST_JUDGED = Duration.ofMinutes(10);

  private static final List<String> FAULTS =
      List.of(
          "nack",
          "fail",
          "silence",
          "swallow",
          "late 1200",
          "late 300",
          "close",
          "cut",
          "garbage",
          "hang up",
          "lose",
          "split",
          "wrong id");

  private static final Duration BROKER_EVERY = Duration.ofSeconds(30);

  private final SplittableRandom random = new SplittableRandom();
  private final HouseFolder folder;
  private final Broker broker;
  private final List<SimulatedBoard> boards;
  private final CountDownLatch enough = new CountDownLatch(1);
  private final Map<String, LongAdder> answers = SoakClient.noAnswers();
  private final Set<String> mistakes = new ConcurrentSkipListSet<>();
  private final Curve curve = new Curve();
  private final Duration longestPause;

  /**
   * @param root an empty folder
   * @param longestPause of a client between two drinks
   */
  Soak(Path root, Duration longestPause) throws IOException {
    this.longestPause = longestPause;
    folder = new HouseFolder(root);
    broker = Broker.start(folder.file("broker"));
    boards = new SoakHouse(folder).start(MACHINES, broker);
    folder.addMembers(
        IntStream.range(0, CLIENTS).mapToObj("client%03d"::formatted).toList(), CREDITS);
  }

  /**
   * Runs it, and prints what is seen on the way and in the end.
   *
   * @param curveFile gets what the appliance held at each point
   * @return what was not right, a line each
   */
  List<String> run(Duration time, Path curveFile) throws IOException, InterruptedException {
    try (RunningAppliance appliance = RunningAppliance.startWithWholeHeap(folder)) {
      List<Thread> clients = clients(appliance.port());
      clients.forEach(Thread::start);
      failBoards(time, appliance.pid());
      enough.countDown();
      for (Thread client : clients) {
        client.join();
      }
      int code = appliance.stop();
      if (code != 0) {
        mistakes.add("the appliance ended with " + code);
      }
    }
    curve.write(curveFile);
    judgeCurve(time);
    reconcile();
    return List.copyOf(mistakes);
  }

  private List<Thread> clients(int port) {
    return IntStream.range(0, CLIENTS)
        .mapToObj("client%03d"::formatted)
        .map(
            name ->
                new Thread(
                    new SoakClient(
                        name,
                        port,
                        MACHINES,
                        longestPause,
                        random.split(),
                        enough,
                        answers,
                        mistakes),
                    name))
        .toList();
  }

  /** Until the time is over. */
  private void failBoards(Duration time, long appliance) throws IOException, InterruptedException {
    long start = System.nanoTime();
    long brokerKilled = start;
    for (int point = 1; point <= Curve.POINTS; point++) {
      long end = start + time.dividedBy(Curve.POINTS).multipliedBy(point).toNanos();
      while (System.nanoTime() < end) {
        failOne();
        if (System.nanoTime() - brokerKilled > BROKER_EVERY.toNanos()) {
          brokerKilled = System.nanoTime();
          broker.kill();
          broker.startAgain();
        }
        enough.await(FAULT_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      }
      Duration since = Duration.ofNanos(System.nanoTime() - start);
      curve.add(since, Vitals.of(appliance), made());
    }
  }

  /** A board that cannot fail in this way refuses. */
  private void failOne() {
    int number = random.nextInt(MACHINES);
    String fault = FAULTS.get(random.nextInt(FAULTS.size()));
    BoardModel model = SoakHouse.model(number);
    boolean can =
        switch (fault) {
          case "wrong id" -> model == BoardModel.UCCPLC || model == BoardModel.MQTT;
          case "fail" -> model == BoardModel.UCCPLC || model == BoardModel.BUBBLER;
          default -> true;
        };
    boards.get(number).command(can ? fault : "nack");
  }

  private long made() {
    return answers.getOrDefault("OK", new LongAdder()).sum();
  }

  private void judgeCurve(Duration time) {
    if (time.compareTo(LEAST_JUDGED) < 0) {
      System.out.println(
          "less than " + LEAST_JUDGED.toMinutes() + " minutes: growth is not judged");
      return;
    }
    for (Curve.Judgement judgement : curve.judge()) {
      System.out.println(judgement.text());
      if (!judgement.flat()) {
        mistakes.add(judgement.text());
      }
    }
  }

  /** What fell is what was charged, and at most what is in doubt on top. */
  private void reconcile() throws IOException {
    Map<String, Totals> kinds = new TreeMap<>();
    try (BooksOnDisk books = BooksOnDisk.of(folder)) {
      mistakes.addAll(books.disagreements());
      for (int number = 0; number < MACHINES; number++) {
        String machine = SoakHouse.machine(number);
        Totals found =
            new Totals(
                1,
                cans(machine),
                drops(books, machine, "DROPPED"),
                drops(books, machine, "IN_DOUBT"));
        kinds.merge(SoakHouse.kind(number), found, Totals::plus);
        if (!found.isRight()) {
          mistakes.add("machine " + machine + ": " + found);
        }
        if (boards.get(number).isDeaf()) {
          mistakes.add("machine " + machine + ": the firmware of its board has crashed");
        }
      }
    }
    kinds.forEach((kind, found) -> System.out.println(kind + ": " + found));
    System.out.println("answers to clients: " + new TreeMap<>(answers));
  }

  private long cans(String machine) throws IOException {
    try (Stream<String> lines = Files.lines(folder.canLog(machine))) {
      return lines.count();
    }
  }

  private static long drops(BooksOnDisk books, String machine, String state) {
    return books
        .list(
            "SELECT count(*) FROM drop_order WHERE machine = ? AND state = ?",
            row -> row.getLong(1),
            machine,
            state)
        .get(0);
  }

  @Override
  public void close() {
    boards.forEach(SimulatedBoard::close);
    broker.close();
  }
}
