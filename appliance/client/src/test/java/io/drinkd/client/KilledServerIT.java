package io.drinkd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drinkd.client.failure.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of the appliance is killed while somebody uses it, and is started again. */
class KilledServerIT {

  private static final Path SCRIPT =
      Path.of(System.getProperty("drinkd.home"), "scripts/drink").toAbsolutePath();

  private static RunningHouse house;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    house = RunningHouse.another();
  }

  @AfterAll
  static void end() {
    house.end();
  }

  @AfterEach
  void runsForTheNext() throws IOException {
    if (!house.isRunning()) {
      house.startAgain();
    }
  }

  private Screen screen(Path settings, String... line) throws IOException {
    assumeTrue(Screen.isPossible(), "tmux is not installed");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "--default-signal=INT", SCRIPT.toString()));
    command.addAll(List.of("--settings", settings.toString()));
    command.addAll(List.of(line));
    return new Screen(folder, command);
  }

  private static void awaitCredits(String member, long credits) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> house.asAdmin("GETBALANCE " + member).get(0), ("OK Credits: " + credits)::equals);
  }

  @Test
  void theShellSaysSoAndIsThereAgain() throws IOException {
    Path settings = house.loggedIn(house.member(500), house.port("sunday"));
    try (Screen screen = screen(settings, "--machine", "d")) {
      screen.awaitLast("d 500>");
      house.kill();
      screen.await(" was lost; connecting again.");
      screen.awaitLast("d 500 (not connected)>");
      screen.enter("balance").await("nobody listens there\n");
      house.startAgain();
      screen.awaitLast("d 500>");
      screen.enter("drop coke").await("Coke dropped. Credits: 450.");
    }
  }

  @Test
  void aDropThatWaitsInTheShellIsTakenUpAgain() throws IOException {
    String member = house.member(500);
    Path settings = house.loggedIn(member, house.port("sunday"));
    long fallen = house.board.cansFallen();
    try (Screen screen = screen(settings, "--machine", "d")) {
      screen.awaitLast("d 500>");
      screen.enter("drop coke --delay 30").await("Enter cancels.");
      awaitCredits(member, 450);
      house.kill();
      screen.await("Connecting again, for ");
      house.startAgain();
      screen.await("Coke dropped. Credits: 450.");
      screen.awaitLast("d 450>");
    }
    assertThat(house.board.cansFallen() - fallen).isEqualTo(1);
  }

  @Test
  void ctrlCEndsTheWaitForAServerThatDoesNotComeBack() throws IOException {
    String member = house.member(500);
    Path settings = house.loggedIn(member, house.port("sunday"));
    try (Screen screen = screen(settings, "--machine", "d")) {
      screen.awaitLast("d 500>");
      screen.enter("drop coke --delay 600").await("Enter cancels.");
      awaitCredits(member, 450);
      house.kill();
      screen.await("Connecting again, for ");
      screen.key("C-c").await("look at your history");
      // On a line of its own, and the prompt on the next.
      assertThat(screen.text()).containsPattern("\n(\\^C)?the connection to ");
      // Its price is on hold still, as far as is known here.
      screen.awaitLast("d 450 (not connected)>");
      house.startAgain();
      screen.awaitLast("d 450>");
      screen.enter("cancel").await("Cancelled: 1.");
    }
  }

  @Test
  void oneDropIsMadeOnceOverAKill() throws Exception {
    String member = house.member(500);
    Path settings = house.loggedIn(member, house.port("sunday"));
    long fallen = house.board.cansFallen();
    CompletableFuture<OneRun> drop =
        CompletableFuture.supplyAsync(
            () -> OneRun.of("--settings", settings.toString(), "drop", "d", "1", "--delay", "3"));
    awaitCredits(member, 450);
    house.kill();
    house.startAgain();

    OneRun run = drop.get();

    assertThat(run.code()).as(run.errors()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEqualTo("Coke dropped. Credits: 450.");
    assertThat(house.board.cansFallen() - fallen).isEqualTo(1);
  }

  @Test
  void oneCommandSaysThatItConnectsAgain() throws IOException {
    String member = house.member(500);
    Path settings = house.loggedIn(member, house.port("sunday"));
    try (Screen screen = screen(settings, "drop", "d", "1", "--delay", "600")) {
      screen.await("Enter cancels.");
      awaitCredits(member, 450);
      house.kill();
      screen.await("Connecting again, for ");
      screen.key("C-c").await("To cancel it: drink cancel");
      screen.await("ended with 130");
    }
    house.startAgain();
    assertThat(OneRun.of("--settings", settings.toString(), "cancel").out())
        .isEqualTo("Cancelled: 1.");
  }

  @Test
  void watchingContinues() throws IOException {
    String member = house.member(20);
    Path settings = house.loggedIn(member, house.port("sunday"));
    Process watch =
        new ProcessBuilder(SCRIPT.toString(), "--settings", settings.toString(), "watch").start();
    try {
      BufferedReader errors = watch.errorReader(StandardCharsets.UTF_8);
      assertThat(errors.readLine()).isEqualTo("Watching. Ctrl-C ends it.");
      house.kill();
      assertThat(errors.readLine()).endsWith("connecting again");
      house.startAgain();
      // Until it watches again, what happens is not seen: so it happens again and again.
      CompletableFuture<String> seen =
          CompletableFuture.supplyAsync(() -> first(watch, "you have "));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                house.asAdmin("ADDCREDITS " + member + " 1 because");
                return seen.isDone();
              });
      assertThat(seen.join()).matches("you have \\d+ credits");
    } finally {
      watch.destroy();
    }
  }

  private static String first(Process watch, String begin) {
    return watch
        .inputReader(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(begin))
        .findFirst()
        .orElse("nothing");
  }
}
