package io.drinkd.appliance.process;

import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestHouses;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder with all that one appliance and its boards need: configuration, books, can logs. Where
 * the appliance runs, its port is free, and in its log.
 */
public final class HouseFolder {

  /** Of each member. */
  public static final String PASSWORD = "of-each-member";

  /** With which boards log in, or which they want. */
  public static final String BOARD_PASSWORD = "says-the-board";

  static final String PASSWORD_VARIABLE = "DRINKD_TEST_BOARD_PASSWORD";

  private final Path root;

  /** Makes the folder's parts in an empty folder. */
  public HouseFolder(Path root) throws IOException {
    this(root, "127.0.0.1");
  }

  /**
   * The same for an appliance that listens elsewhere.
   *
   * @param host the address
   */
  public HouseFolder(Path root, String host) throws IOException {
    this.root = root;
    Files.createDirectories(conf().resolve("machines"));
    Files.writeString(
        conf().resolve("appliance.yaml"),
        """
        name: Floor drink server
        data: ../data
        listeners: [{ name: sunday, protocol: sunday, host: %s, port: 0, cards: yes }]
        """
            .formatted(host));
  }

  /**
   * Has the appliance keep its books in a bank from now on.
   *
   * @param name by which it has the bank
   * @param bank one with tables
   */
  public void keepIn(BankAddress bank, String name) throws IOException {
    InBank.keep(conf().resolve("appliance.yaml"), name, bank);
    TestBooks.keepIn(bank, data());
  }

  /** The configuration folder. */
  public Path conf() {
    return root.resolve("conf");
  }

  /** The folder of the books. */
  public Path data() {
    return root.resolve("data");
  }

  /** Where a machine's board writes down its cans. */
  public Path canLog(String machine) {
    return root.resolve("cans-" + machine + ".log");
  }

  /** Any other file in this folder. */
  public Path file(String name) {
    return root.resolve(name);
  }

  /** The slot whose drinks cost nothing. */
  public static final int FREE_SLOT = RunningBoard.SLOTS;

  /** What a drink from a slot costs. */
  public static long price(int slot) {
    return slot == FREE_SLOT ? 0 : 40 + slot;
  }

  /**
   * Adds a machine with the slots of its board.
   *
   * @param answerTimeout how long an order may go unanswered
   * @param guardTime how long a late answer is then waited for
   */
  public void addMachine(String id, int boardPort, Duration answerTimeout, Duration guardTime)
      throws IOException {
    addMachine(id, "127.0.0.1:" + boardPort, answerTimeout, guardTime);
  }

  /** The same with a board anywhere. */
  public void addMachine(String id, String board, Duration answerTimeout, Duration guardTime)
      throws IOException {
    writeMachine(id, "connect: " + board, answerTimeout, guardTime);
  }

  /** The same for a machine whose board dials in. */
  public void addDialInMachine(String id, Duration answerTimeout, Duration guardTime)
      throws IOException {
    Files.writeString(
        conf().resolve("appliance.yaml"),
        "boards: { accept: { host: 127.0.0.1, port: 0 } }\n",
        StandardOpenOption.APPEND);
    writeMachine(id, "accept: true", answerTimeout, guardTime);
  }

  private void writeMachine(String id, String link, Duration answerTimeout, Duration guardTime)
      throws IOException {
    String slots =
        IntStream.rangeClosed(1, RunningBoard.SLOTS)
            .mapToObj(
                slot ->
                    "  - { slot: %d, item: Drink %d, price: %d, count: 1000000 }"
                        .formatted(slot, slot, price(slot)))
            .collect(Collectors.joining("\n"));
    Files.writeString(
        conf().resolve("machines").resolve(id + ".yaml"),
        """
        name: Machine %s
        location: North stairwell
        driver: tini390
        %s
        password: { env: %s }
        timeout: %dms
        guard-time: %dms
        slots:
        %s
        """
            .formatted(
                id,
                link,
                PASSWORD_VARIABLE,
                answerTimeout.toMillis(),
                guardTime.toMillis(),
                slots));
  }

  /**
   * Adds members while no appliance runs. Each logs in by an iButton of the member's own name,
   * which costs no hashing, or by {@link #PASSWORD}, as admins must to do what they may.
   */
  public void addMembers(List<String> names, long credits) {
    add(names, false, credits);
  }

  /** The same for admins. */
  public void addAdmins(List<String> names, long credits) {
    add(names, true, credits);
  }

  private void add(List<String> names, boolean admins, long credits) {
    try (SystemTimers timers = Timers.system("timers");
        Services books = TestHouses.openBooks(data(), TestSettings.MEMBERS, timers)) {
      for (String name : names) {
        NewMember member =
            new NewMember(name, Optional.of(PASSWORD), admins, credits, List.of(name));
        books.foundation().members().add(member, "test").join();
      }
    }
  }

  /** A folder for what the process leaves behind when it is killed; empty now. */
  Path emptyTemporaryFolder() throws IOException {
    Path folder = root.resolve("tmp");
    remove(folder);
    return Files.createDirectory(folder);
  }

  /** Removes a folder and all that is in it, if it is there. */
  public static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> all;
      try (Stream<Path> walk = Files.walk(folder)) {
        all = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : all) {
        Files.delete(path);
      }
    }
  }
}
