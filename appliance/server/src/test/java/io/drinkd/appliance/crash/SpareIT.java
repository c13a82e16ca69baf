package io.drinkd.appliance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.control.ExitCode;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two appliances with one bank and files for the same machine: one sends its orders, the other one
 * takes it over.
 */
class SpareIT {

  private static final String MEMBER = "member";
  private static final Duration MOTOR_TIME = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;
  private final BankAddress bank = TestBanks.createEmpty();
  private HouseFolder first;
  private HouseFolder spare;
  private RunningBoard board;
  private RunningAppliance serving;

  /** Within so long after a process was killed its machines are another one's. */
  private static final Duration TAKEN_WITHIN = Duration.ofSeconds(5);

  @BeforeEach
  void begin() throws IOException {
    board = RunningBoard.start(folder.resolve("cans.log"), MOTOR_TIME);
    first = house("first");
    first.addMembers(List.of(MEMBER), 1_000);
    keepInBank(first);
    spare = house("spare");
    keepInBank(spare);
    assertThat(OneCommand.run(first, "bank", "init").code()).isZero();
    OneCommand imported = OneCommand.run(first, "bank", "import");
    assertThat(imported.code()).as(imported.said()).isZero();
  }

  private HouseFolder house(String name) throws IOException {
    HouseFolder house = new HouseFolder(Files.createDirectory(folder.resolve(name)));
    house.addMachine("d", board.port(), LONG, LONG);
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
    if (serving != null) {
      serving.close();
    }
    board.close();
  }

  private static LineClient member(RunningAppliance appliance) throws IOException {
    LineClient line = LineClient.greeted(appliance.port());
    assertThat(line.ask("IBUTTON " + MEMBER)).startsWith("OK");
    assertThat(line.ask("MACHINE d")).startsWith("OK");
    return line;
  }

  private static String drop(RunningAppliance appliance, int slot) throws IOException {
    try (LineClient line = member(appliance)) {
      return line.ask("DROP " + slot);
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

  private CompletableFuture<String> dropLater(RunningAppliance appliance, int slot) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return drop(appliance, slot);
          } catch (IOException e) {
            return "lost";
          }
        });
  }

  private List<String> states() {
    return view()
        .readAlone(
            tx -> tx.list("SELECT state FROM drop_order ORDER BY id", row -> row.getString(1)))
        .join();
  }

  private StoreView view() {
    return PostgresStore.view(bank, "test");
  }

  private static void awaitLog(RunningAppliance appliance, String text) {
    await().atMost(PATIENCE).until(() -> appliance.log().contains(text));
  }

  @Test
  void theSpareContinuesWhereAKilledOneEnded() throws IOException {
    RunningAppliance killed = RunningAppliance.start(first);
    CompletableFuture<String> elsewhere;
    long died;
    try (killed) {
      awaitBoard(killed);
      serving = RunningAppliance.start(spare);
      awaitBoard(serving);
      assertThat(drop(killed, 1)).startsWith("OK");
      assertThat(drop(serving, 1)).as("asked for at the spare").startsWith("OK");
      CompletableFuture<String> lost = dropLater(killed, 2);
      board.awaitLine(Pattern.compile("order slot 2"));
      elsewhere = dropLater(serving, 3);
      await().atMost(PATIENCE).until(() -> states().size() == 4);
      died = System.nanoTime();
      killed.kill();
      assertThat(lost.join()).isEqualTo("lost");
    }
    awaitLog(serving, "taken from appliance \"first\", which did not leave it");
    assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(TAKEN_WITHIN);
    assertThat(elsewhere.join()).as("what waited falls there").startsWith("OK");
    assertThat(states()).containsExactly("DROPPED", "DROPPED", "IN_DOUBT", "DROPPED");
    assertThat(drop(serving, 4)).startsWith("OK");
    assertThat(board.cans()).extracting(RunningBoard.Can::slot).containsExactly(1, 1, 2, 3, 4);
    assertThat(OneCommand.run(spare, "ledger", "verify").code()).isZero();
    assertThat(BooksVerifier.verify(view()).join().disagreements()).isEmpty();
  }

  @Test
  void whoeverWasStoppedBeforeTheFirstByteOrdersNothingOnceItWakes() throws Exception {
    Path now = folder.resolve("now");
    RunningAppliance stopped = RunningAppliance.start(first, "stop=sent@" + now);
    try (stopped) {
      awaitBoard(stopped);
      serving = RunningAppliance.start(spare);
      awaitBoard(serving);
      Files.createFile(now);
      CompletableFuture<String> waiting = dropLater(stopped, 1);
      await().atMost(PATIENCE).until(() -> states().equals(List.of("SENT")));
      await().atMost(PATIENCE).until(() -> states().equals(List.of("IN_DOUBT")));
      awaitLog(serving, "taken from appliance \"first\"");

      // It leaves the machine, and with it the link that the board has with it.
      signal("-CONT", stopped.pid());
      awaitLog(stopped, "machine d: another appliance took it while the bank was away");
      assertThat(waiting.join()).doesNotStartWith("OK");
      // It knows that not a byte left, which the other one could not.
      await().atMost(PATIENCE).until(() -> states().equals(List.of("REFUNDED")));
      awaitBoard(serving);
      assertThat(drop(serving, 2)).startsWith("OK");
      assertThat(drop(stopped, 3)).as("it goes on, for the machine of the other").startsWith("OK");
    }
    assertThat(states()).containsExactly("REFUNDED", "DROPPED", "DROPPED");
    assertThat(board.cans()).extracting(RunningBoard.Can::slot).containsExactly(2, 3);
    assertThat(BooksVerifier.verify(view()).join().disagreements()).isEmpty();
  }

  /** By the script, which has other commands carried out by the appliance that runs. */
  @Test
  void whoOwnsWhatIsShownWhileTheyRun() throws IOException {
    RunningAppliance owner = RunningAppliance.start(first);
    try (owner) {
      awaitBoard(owner);
      serving = RunningAppliance.start(spare);
      awaitBoard(serving);
      Script script = new Script(folder, spare.conf(), Map.of());

      OneCommand status = script.run("bank", "status");

      assertThat(status.code()).as(status.said()).isZero();
      assertThat(status.said()).contains("first", "spare").containsPattern("d +first +yes");
      assertThat(script.run("bank", "verify").code()).isZero();
    }
  }

  @Test
  void aSecondOneOfTheSameNameDoesNotStart() throws IOException {
    serving = RunningAppliance.start(first);
    awaitBoard(serving);
    HouseFolder twin = new HouseFolder(Files.createDirectory(folder.resolve("twin")));
    Path settings = twin.conf().resolve("appliance.yaml");
    Files.writeString(settings, Files.readString(first.conf().resolve("appliance.yaml")));
    RunningAppliance refused = RunningAppliance.start(twin);
    assertThat(refused.awaitEnd()).isEqualTo(ExitCode.IN_USE);
    assertThat(refused.log()).contains("is in use by the appliance \"first\"");
  }

  private static void signal(String signal, long pid) throws Exception {
    String process = String.valueOf(pid);
    assertThat(new ProcessBuilder("kill", signal, process).start().waitFor()).isZero();
  }
}
