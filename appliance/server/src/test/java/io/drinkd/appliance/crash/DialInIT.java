package io.drinkd.appliance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.drop.BooksVerifier;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.PostgresStore;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two appliances with one bank, and a board that dials the one, is cut, and dials the other. */
class DialInIT {

  private static final String MEMBER = "member";
  private static final Duration MOTOR_TIME = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** From the board's login at another appliance. */
  private static final Duration MOVED_WITHIN = Duration.ofSeconds(5);

  @TempDir Path folder;
  private final BankAddress bank = TestBanks.createEmpty();
  private RunningAppliance north;
  private RunningAppliance south;
  private RunningBoard board;

  @BeforeEach
  void begin() throws IOException {
    HouseFolder first = house("north");
    first.addMembers(List.of(MEMBER), 1_000);
    keepInBank(first);
    HouseFolder second = house("south");
    keepInBank(second);
    assertThat(OneCommand.run(first, "bank", "init").code()).isZero();
    OneCommand imported = OneCommand.run(first, "bank", "import");
    assertThat(imported.code()).as(imported.said()).isZero();
    north = RunningAppliance.start(first);
    north.port();
    south = RunningAppliance.start(second);
    board = RunningBoard.startDialling(north.boardsPort(), folder.resolve("cans"), MOTOR_TIME);
    awaitBoard(north);
    awaitBoard(south);
  }

  private HouseFolder house(String name) throws IOException {
    HouseFolder house = new HouseFolder(Files.createDirectory(folder.resolve(name)));
    house.addDialInMachine("d", LONG, LONG);
    return house;
  }

  private void keepInBank(HouseFolder house) throws IOException {
    Path settings = house.conf().resolve("appliance.yaml");
    String name = house.conf().getParent().getFileName().toString();
    Files.writeString(
        settings, Files.readString(settings).replace("name: Floor drink server", "name: " + name));
    Files.writeString(
        settings,
        "store: { postgres: { url: \"" + bank + "\", user: postgres } }\n",
        StandardOpenOption.APPEND);
  }

  @AfterEach
  void end() {
    north.close();
    if (south != null) {
      south.close();
    }
    if (board != null) {
      board.close();
    }
  }

  private static void awaitBoard(RunningAppliance appliance) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try (LineClient line = LineClient.greeted(appliance.port())) {
                return line.ask("MACHINES").endsWith(" up");
              }
            });
  }

  private static String drop(RunningAppliance appliance, int slot) {
    try (LineClient line = LineClient.greeted(appliance.port())) {
      assertThat(line.ask("IBUTTON " + MEMBER)).startsWith("OK");
      assertThat(line.ask("MACHINE d")).startsWith("OK");
      return line.ask("DROP " + slot);
    } catch (IOException e) {
      return "lost";
    }
  }

  private static CompletableFuture<String> dropLater(RunningAppliance appliance, int slot) {
    return CompletableFuture.supplyAsync(() -> drop(appliance, slot));
  }

  private StoreView view() {
    return PostgresStore.view(bank, "test");
  }

  private List<String> states() {
    return view()
        .readAlone(
            tx -> tx.list("SELECT state FROM drop_order ORDER BY id", row -> row.getString(1)))
        .join();
  }

  private void awaitDrops(int count) {
    await().atMost(PATIENCE).until(() -> states().size() == count);
  }

  private String owner() {
    return view()
        .readAlone(
            tx ->
                tx.first(
                        "SELECT a.name FROM bank_machine m JOIN bank_appliance a"
                            + " ON a.id = m.appliance WHERE m.left_at IS NULL",
                        row -> row.getString(1))
                    .orElse(""))
        .join();
  }

  private void awaitMoved(String to, long since) {
    await().atMost(PATIENCE).until(() -> owner().equals(to));
    assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(MOVED_WITHIN);
  }

  @Test
  void theMachineFollowsTheLinkOfItsBoard() throws IOException {
    assertThat(owner()).isEqualTo("north");
    assertThat(drop(south, 1)).startsWith("OK");
    CompletableFuture<String> sent = dropLater(north, 2);
    board.awaitLine(Pattern.compile("order slot 2"));
    CompletableFuture<String> ofNorth = dropLater(north, 3);
    awaitDrops(3);
    CompletableFuture<String> ofSouth = dropLater(south, 4);
    awaitDrops(4);

    board.kill();
    board.startAgainDialling(south.boardsPort());
    board.awaitLine(Pattern.compile("login accepted"));
    awaitMoved("south", System.nanoTime());

    assertThat(sent.join()).as("nobody knows").startsWith("ERR 151");
    assertThat(ofNorth.join()).as("it goes along").startsWith("OK");
    assertThat(ofSouth.join()).as("it goes along").startsWith("OK");
    // What an owner says of its board is heard at others within a second.
    awaitBoard(north);
    assertThat(drop(north, 1)).startsWith("OK");
    assertThat(states()).containsExactly("DROPPED", "IN_DOUBT", "DROPPED", "DROPPED", "DROPPED");
    assertThat(board.cans()).extracting(RunningBoard.Can::slot).containsSubsequence(1, 3, 4, 1);
    assertThat(BooksVerifier.verify(view()).join().disagreements()).isEmpty();
  }

  @Test
  void itIsTakenAtOnceWhereItsApplianceWasKilled() throws IOException {
    long killed = System.nanoTime();
    north.kill();
    board.kill();
    board.startAgainDialling(south.boardsPort());
    awaitMoved("south", killed);
    awaitBoard(south);
    assertThat(drop(south, 1)).startsWith("OK");
    assertThat(BooksVerifier.verify(view()).join().disagreements()).isEmpty();
  }
}
