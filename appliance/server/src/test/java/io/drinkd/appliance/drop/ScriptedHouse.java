package io.drinkd.appliance.drop;

import io.drinkd.appliance.config.AcceptSettings;
import io.drinkd.appliance.config.Limits;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.DialIn;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.BoardLinks;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestHouses;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * The core of an appliance on a real store, with boards that do what a test prompts them to, and
 * with time that a test moves. All boards are up that it owns.
 */
final class ScriptedHouse implements AutoCloseable {

  static final int QUEUE = 3;
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final Services services;
  final Store store;
  final Ledger ledger;
  final Members members;
  final Machines machines;
  final Dispatcher dispatcher;
  final InDoubtDrops inDoubtDrops;
  private final ScriptedDriver driver = new ScriptedDriver();
  private final BoardLinks links;
  private volatile boolean closed;

  /**
   * @param time continues over restarts
   * @param machines for each machine, how many cans are in its slots, from slot 1 on
   */
  ScriptedHouse(Path data, ManualTimers time, List<MachineSettings> machines) throws IOException {
    this(data, time, "Floor drink server", machines);
  }

  /**
   * @param name what the appliance is called
   */
  ScriptedHouse(Path data, ManualTimers time, String name, List<MachineSettings> machines)
      throws IOException {
    Timers timers = new TimersOfThisRun(time);
    links = new BoardLinks(port(machines), timers);
    Limits limits = new Limits(Duration.ofHours(1), QUEUE, 1);
    services =
        TestHouses.open(
            data,
            TestSettings.named(
                name, TestSettings.with(machines, limits, TestSettings.MEMBERS, false)),
            timers);
    store = services.foundation().store();
    ledger = services.foundation().ledger();
    members = services.foundation().members();
    this.machines = services.foundation().machines();
    dispatcher = services.dispatcher();
    inDoubtDrops = services.foundation().inDoubtDrops();
    this.machines.attach(driver, links, dispatcher);
    for (MachineSettings machine : machines) {
      if (store.owners().owns(machine.id())) {
        link(machine.id());
      }
    }
  }

  /** One whose books are in a bank. */
  static ScriptedHouse inBank(
      BankAddress bank, Path folder, ManualTimers time, String name, List<MachineSettings> machines)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    TestBooks.keepIn(bank, data);
    return new ScriptedHouse(data, time, name, machines);
  }

  /** Time passes until then, so much at each look. */
  static void until(ManualTimers time, Duration step, Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              time.advance(step);
              return condition.call();
            });
  }

  private static Optional<AcceptSettings> port(List<MachineSettings> machines) {
    return machines.stream().anyMatch(machine -> machine.board().link() instanceof DialIn)
        ? Optional.of(new AcceptSettings("127.0.0.1", 0))
        : Optional.empty();
  }

  /** The board of a machine that this appliance owns, or may own, is up. */
  void link(String machine) {
    Awaitility.await().atMost(PATIENCE).until(() -> driver.hasOpened(machine));
    board(machine).reportState(BoardState.UP);
  }

  static MachineSettings machine(String id, long price, int... counts) {
    long[] prices = new long[counts.length];
    Arrays.fill(prices, price);
    return machine(id, prices, counts);
  }

  static MachineSettings machine(String id, long[] prices, int... counts) {
    List<SlotSettings> slots = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      slots.add(new SlotSettings(i + 1, "Drink " + (i + 1), prices[i], counts[i]));
    }
    return machine(id, slots);
  }

  static MachineSettings machine(String id, List<SlotSettings> slots) {
    return new MachineSettings(
        id,
        "Machine " + id,
        List.of(),
        "North stairwell",
        Optional.empty(),
        new BoardAccess(
            ScriptedDriver.MODEL,
            new HostAndPort(id + ".example.net", 9),
            new SecretText("none"),
            Duration.ofDays(365),
            Duration.ofSeconds(30)),
        slots);
  }

  /** The same machine with a board that dials the appliance. */
  static MachineSettings diallingIn(MachineSettings machine) {
    BoardAccess board = machine.board();
    return new MachineSettings(
        machine.id(),
        machine.name(),
        machine.aliases(),
        machine.location(),
        machine.publicAddress(),
        new BoardAccess(
            board.driver(),
            new DialIn(Optional.empty(), OptionalInt.empty()),
            board.tls(),
            board.password(),
            board.times(),
            board.settings()),
        machine.contents());
  }

  ScriptedBoard board(String machine) {
    return driver.board(machine);
  }

  MemberRecord member(String name, long balance) {
    return members
        .add(new NewMember(name, Optional.empty(), false, balance, List.of()), "test")
        .join();
  }

  DropRequest request(MemberRecord member, String machine, int slot) {
    return new DropRequest(
        member,
        machines.find(machine).orElseThrow(),
        slot,
        Duration.ZERO,
        Optional.empty(),
        "test");
  }

  /** Returns when all that was asked is done, and what that asked for in its turn. */
  void settle() {
    for (int i = 0; i < 2; i++) {
      TestBooks.awaitReads(store);
      store.writeNow(tx -> null);
    }
  }

  /** Ends as by a power cut: what is under way is not written any more. */
  @Override
  public void close() {
    closed = true;
    store.close();
    services.close();
    links.close();
  }

  /** A call that is still to come when the power fails is not made. */
  private final class TimersOfThisRun implements Timers {
    private final ManualTimers time;

    TimersOfThisRun(ManualTimers time) {
      this.time = time;
    }

    @Override
    public Clock clock() {
      return time.clock();
    }

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      return time.after(
          delay,
          () -> {
            if (!closed) {
              task.run();
            }
          });
    }
  }
}
