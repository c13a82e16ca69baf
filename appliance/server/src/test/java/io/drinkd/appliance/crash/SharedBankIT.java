package io.drinkd.appliance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.process.Script;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.PostgresStore;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three appliances with one bank and three machines, members who drop at any machine through any
 * appliance, and what goes wrong meanwhile: an appliance is killed, or stopped for longer than the
 * bank waits; all connections with the bank are lost. {@code -Ddrinkd.bank.rounds=N} plays more of
 * it, and {@code -Ddrinkd.bank.seed=N} another one.
 */
class SharedBankIT {

  private static final int APPLIANCES = 3;
  private static final int MEMBERS = 6;
  private static final int ROUNDS = Integer.getInteger("drinkd.bank.rounds", 3);
  private static final long SEED = Long.getLong("drinkd.bank.seed", 1);
  private static final Duration MOTOR_TIME = Duration.ofMillis(150);
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Longer than an appliance keeps what it owns while it is stopped. */
  private static final Duration STOPPED = Duration.ofSeconds(6);

  @TempDir Path folder;
  private final BankAddress bank = TestBanks.createEmpty();
  private final Random random = new Random(SEED);
  private final Map<String, RunningBoard> boards = new HashMap<>();
  private final List<HouseFolder> houses = new ArrayList<>();
  private final Map<Integer, RunningAppliance> running = new ConcurrentHashMap<>();
  private final Map<String, Replies> replies = new ConcurrentHashMap<>();
  private volatile boolean ended;

  /** What a member was answered: that it fell, that nobody knows, or nothing. */
  private static final class Replies {
    private int fell;
    private int unknown;
    private final List<String> none = new ArrayList<>();
  }

  @BeforeEach
  void begin() throws IOException {
    for (int i = 0; i < APPLIANCES; i++) {
      String machine = "m" + i;
      boards.put(machine, RunningBoard.start(folder.resolve(machine + ".log"), MOTOR_TIME));
    }
    for (int i = 0; i < APPLIANCES; i++) {
      houses.add(house("appliance" + i));
    }
    houses
        .get(0)
        .addMembers(IntStream.range(0, MEMBERS).mapToObj(SharedBankIT::name).toList(), 1_000_000);
    houses.forEach(this::keepInBank);
    assertThat(OneCommand.run(houses.get(0), "bank", "init").code()).isZero();
    OneCommand imported = OneCommand.run(houses.get(0), "bank", "import");
    assertThat(imported.code()).as(imported.said()).isZero();
    for (int i = 0; i < APPLIANCES; i++) {
      running.put(i, RunningAppliance.start(houses.get(i)));
    }
    running.values().forEach(SharedBankIT::awaitBoards);
  }

  private static String name(int member) {
    return "member" + member;
  }

  private HouseFolder house(String name) throws IOException {
    HouseFolder house = new HouseFolder(Files.createDirectory(folder.resolve(name)));
    for (Map.Entry<String, RunningBoard> board : boards.entrySet()) {
      house.addMachine(
          board.getKey(), board.getValue().port(), Duration.ofSeconds(5), Duration.ofSeconds(1));
    }
    return house;
  }

  private void keepInBank(HouseFolder house) {
    Path settings = house.conf().resolve("appliance.yaml");
    String name = house.conf().getParent().getFileName().toString();
    try {
      String named =
          Files.readString(settings).replace("name: Floor drink server", "name: " + name);
      Files.writeString(settings, named);
      Files.writeString(
          settings,
          "store: { postgres: { url: \"" + bank + "\", user: postgres } }\n",
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void end() {
    ended = true;
    running.values().forEach(RunningAppliance::close);
    boards.values().forEach(RunningBoard::close);
  }

  private static void awaitBoards(RunningAppliance appliance) {
    await().atMost(PATIENCE).until(() -> allUp(appliance));
  }

  private static boolean allUp(RunningAppliance appliance) throws IOException {
    try (LineClient line = LineClient.greeted(appliance.port())) {
      List<String> machines = new ArrayList<>(List.of(line.ask("MACHINES")));
      machines.addAll(line.lines(APPLIANCES - 1));
      return machines.stream().allMatch(machine -> machine.endsWith(" up"));
    }
  }

  /** Drops until the test ends, at any machine, through any appliance. */
  private void drink(String member, long seed) {
    Random choice = new Random(seed);
    Replies mine = replies.computeIfAbsent(member, any -> new Replies());
    while (!ended) {
      RunningAppliance appliance = running.get(choice.nextInt(APPLIANCES));
      String reply = "";
      try (LineClient line = LineClient.greeted(appliance.port())) {
        if (line.ask("IBUTTON " + member).startsWith("OK")
            && line.ask("MACHINE m" + choice.nextInt(APPLIANCES)).startsWith("OK")) {
          reply = "asked";
          reply = line.ask("DROP " + (1 + choice.nextInt(RunningBoard.SLOTS - 1)));
        } else {
          reply = "ERR";
        }
      } catch (IOException | IllegalStateException e) {
        reply = reply.isEmpty() ? "ERR" : "lost";
      }
      if (reply.startsWith("OK")) {
        mine.fell++;
      } else if (reply.equals("lost") || reply.startsWith("ERR 151")) {
        mine.unknown++;
      } else {
        mine.none.add(reply);
      }
    }
  }

  private interface Fault {
    void happen() throws Exception;
  }

  private void killOne() throws IOException {
    int victim = random.nextInt(APPLIANCES);
    running.get(victim).kill();
    running.put(victim, RunningAppliance.start(houses.get(victim)));
  }

  private void stopOne() throws Exception {
    long pid = running.get(random.nextInt(APPLIANCES)).pid();
    signal("-STOP", pid);
    long end = System.nanoTime() + STOPPED.toNanos();
    await().atMost(PATIENCE).until(() -> System.nanoTime() - end > 0);
    signal("-CONT", pid);
  }

  /** As if the database was restarted: nobody has a lock any more. */
  private void endSessions() throws SQLException {
    try (Connection connection = TestBanks.connect(bank);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }
  }

  private static void signal(String signal, long pid) throws Exception {
    String process = String.valueOf(pid);
    assertThat(new ProcessBuilder("kill", signal, process).start().waitFor()).isZero();
  }

  /** By the script, which has other commands carried out by the appliance that runs. */
  @Test
  void whoOwnsWhatIsShownWhileTheyRun() throws IOException {
    Script script = new Script(folder, houses.get(1).conf(), Map.of());

    OneCommand status = script.run("bank", "status");

    assertThat(status.code()).as(status.said()).isZero();
    assertThat(status.said())
        .contains(running.keySet().stream().map(i -> "appliance" + i).toList());
    assertThat(status.said()).containsPattern("m0 +appliance[0-2] +yes");
    assertThat(script.run("bank", "verify").code()).isZero();
  }

  @Test
  void nothingIsLostAndNothingIsDoubled() throws Exception {
    List<Thread> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      int number = i;
      Thread thread = new Thread(() -> drink(name(number), SEED + number), name(number));
      thread.start();
      members.add(thread);
    }
    List<Fault> faults = List.of(this::killOne, this::stopOne, this::endSessions);
    for (int round = 0; round < ROUNDS; round++) {
      long before = dropped();
      await().atMost(PATIENCE).until(() -> dropped() >= before + 2L * MEMBERS);
      faults.get(round % faults.size()).happen();
    }
    long before = dropped();
    await().atMost(PATIENCE).until(() -> dropped() >= before + 2L * MEMBERS);
    ended = true;
    for (Thread thread : members) {
      thread.join();
    }
    await().atMost(PATIENCE).until(() -> count("state IN ('QUEUED', 'DELAYED', 'SENT')") == 0);
    running.values().forEach(RunningAppliance::stop);
    reconcile();
  }

  private StoreView view() {
    return PostgresStore.view(bank, "test");
  }

  private long dropped() {
    return count("state = 'DROPPED'");
  }

  private long count(String condition) {
    String sql = "SELECT count(*) FROM drop_order WHERE " + condition;
    return view().readAlone(tx -> tx.first(sql, row -> row.getLong(1)).orElseThrow()).join();
  }

  private void reconcile() throws IOException {
    assertThat(BooksVerifier.verify(view()).join().disagreements()).isEmpty();
    for (Map.Entry<String, RunningBoard> board : boards.entrySet()) {
      for (int slot = 1; slot <= RunningBoard.SLOTS; slot++) {
        int number = slot;
        String place = "machine = '" + board.getKey() + "' AND slot = " + slot;
        long cans = board.getValue().cans().stream().filter(can -> can.slot() == number).count();
        long charged = count(place + " AND state = 'DROPPED'");
        long doubted = count(place + " AND state = 'IN_DOUBT'");
        assertThat(cans).as(place + ": charged for none").isGreaterThanOrEqualTo(charged);
        assertThat(cans).as(place + ": fell for none").isLessThanOrEqualTo(charged + doubted);
      }
    }
    for (Map.Entry<String, Replies> one : replies.entrySet()) {
      Replies mine = one.getValue();
      String member = "member = (SELECT id FROM member WHERE name = '" + one.getKey() + "')";
      long charged = count(member + " AND state = 'DROPPED'");
      assertThat(charged).as(one.getKey()).isGreaterThanOrEqualTo(mine.fell);
      assertThat(charged)
          .as("%s, who was also answered %s", one.getKey(), mine.none)
          .isLessThanOrEqualTo(mine.fell + mine.unknown);
    }
  }
}
