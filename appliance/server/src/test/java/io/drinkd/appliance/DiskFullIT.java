package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.process.BooksOnDisk;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real appliance process when the system takes not a byte more of any file: each write fails,
 * as on a full disk. The limit is set on the process from outside, which needs no rights.
 */
class DiskFullIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PRICE = HouseFolder.price(1);

  @TempDir Path folder;

  @Test
  void nothingLeavesWhileNothingCanBeWrittenAndNothingIsLost() throws Exception {
    HouseFolder house = new HouseFolder(folder);
    try (RunningBoard board = RunningBoard.start(house.canLog("d"), Duration.ofMillis(20))) {
      house.addMachine("d", board.port(), Duration.ofSeconds(60), Duration.ofSeconds(30));
      house.addMembers(List.of(MemberSession.card("bob")), 1_000);
      try (RunningAppliance appliance = RunningAppliance.start(house);
          MemberSession bob = MemberSession.loggedIn(appliance.port(), "bob", "d")) {
        await().atMost(PATIENCE).until(() -> bob.ask("MACHINES").endsWith(" up") & isList(bob));
        assertThat(bob.ask("DROP 1")).isEqualTo(remaining(1));

        limitFiles(appliance, "0");
        assertThat(bob.ask("DROP 1")).startsWith("ERR 350 ");
        assertThat(bob.ask("DROP 1")).startsWith("ERR 350 ");
        assertThat(bob.ask("ACCTMGRCHK")).startsWith("ERR 350 ");
        assertSaidOnce(appliance);
        assertThat(bob.ask("GETBALANCE")).isEqualTo("OK Credits: " + (1_000 - PRICE));
        assertThat(bob.ask("HISTORY 1")).contains("drop \"Drink 1\"");
        assertThat(bob.line()).startsWith("OK 1 ");
        assertThat(board.cans()).hasSize(1);

        limitFiles(appliance, "unlimited");
        assertThat(bob.ask("DROP 1")).isEqualTo(remaining(2));

        answerWithoutRoom(board, appliance, bob);
        assertThat(board.cans()).hasSize(3);
        assertThat(appliance.stop()).isZero();
      }
      assertBooksSayThree(house);
    }
  }

  /** In one line that says what to do: a full disk is no fault, and has no stack trace. */
  private static void assertSaidOnce(RunningAppliance appliance) {
    Pattern said = Pattern.compile("there is no room on the disk \\(\\w+\\); free some space");
    appliance.awaitLog(said);
    assertThat(appliance.log().lines().filter(line -> line.contains("ERROR")))
        .singleElement()
        .asString()
        .containsPattern(said);
    assertThat(appliance.log()).doesNotContain("\tat ").doesNotContain("Exception");
  }

  /** The order leaves, the room is gone when the answer comes, and is there again later. */
  private static void answerWithoutRoom(
      RunningBoard board, RunningAppliance appliance, MemberSession bob)
      throws IOException, InterruptedException {
    board.command("silence");
    bob.say("DROP 1");
    await().atMost(PATIENCE).until(() -> board.cans().size() == 3);
    limitFiles(appliance, "0");
    board.command("say 4");
    assertThat(bob.line()).startsWith("ERR 151 ");
    assertThat(bob.ask("GETBALANCE")).isEqualTo("OK Credits: " + (1_000 - 3 * PRICE));

    limitFiles(appliance, "unlimited");
    appliance.awaitLog(Pattern.compile("drop 3: state DROPPED is written now"));
    assertThat(bob.ask("DROP 9")).startsWith("ERR 409 ");
    assertThat(bob.ask("GETBALANCE")).isEqualTo("OK Credits: " + (1_000 - 3 * PRICE));
  }

  private static boolean isList(MemberSession session) throws IOException {
    return session.line().startsWith("OK 1 ");
  }

  private static String remaining(int drops) {
    return "OK Credits remaining: " + (1_000 - drops * PRICE);
  }

  private static void limitFiles(RunningAppliance appliance, String bytes)
      throws IOException, InterruptedException {
    Process limiting =
        new ProcessBuilder("prlimit", "--pid", "" + appliance.pid(), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    assertThat(limiting.waitFor()).isZero();
  }

  private static void assertBooksSayThree(HouseFolder house) throws IOException {
    try (BooksOnDisk books = BooksOnDisk.of(house)) {
      assertThat(books.disagreements()).isEmpty();
      assertThat(books.list("SELECT state FROM drop_order ORDER BY id", row -> row.getString(1)))
          .containsExactly("DROPPED", "DROPPED", "DROPPED");
    }
  }
}
