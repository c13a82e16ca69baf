package io.drinkd.appliance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two appliances with one bank, and a board that dials the one, is cut, and dials the other. */
class DialInIT {

  /**
   * From the board's login at another appliance, where the processors are busy with all else;
   * otherwise within 5 s.
   */
  private static final Duration MOVED_WITHIN = Duration.ofSeconds(30);

  private static final Pattern LOGGED_IN = Pattern.compile("login accepted");

  @TempDir Path folder;
  private SharedMachine shared;
  private RunningBoard board;

  @BeforeEach
  void begin() throws IOException {
    shared = new SharedMachine(folder);
    start("north");
    start("south");
    board =
        RunningBoard.startDialling(
            shared.get("north").boardsPort(), folder.resolve("cans"), SharedMachine.MOTOR_TIME);
    board.awaitLine(LOGGED_IN);
    // Whichever took it first, the one with the link has it then.
    shared.get("south").port();
    shared.awaitOwner("north");
    shared.awaitBoard("north");
    shared.awaitBoard("south");
  }

  private void start(String name) throws IOException {
    shared.put(
        name,
        RunningAppliance.start(
            shared.house(
                name,
                name,
                one -> one.addDialInMachine("d", SharedMachine.LONG, SharedMachine.LONG))));
  }

  @AfterEach
  void end() {
    shared.close();
    if (board != null) {
      board.close();
    }
  }

  /** The board dials another appliance from now on. */
  private void dial(String name) throws IOException {
    board.kill();
    board.startAgainDialling(shared.get(name).boardsPort());
    board.awaitLine(LOGGED_IN);
  }

  private void awaitMoved(String to, long since) {
    shared.awaitOwner(to);
    assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(MOVED_WITHIN);
  }

  @Test
  void theMachineFollowsTheLinkOfItsBoard() throws IOException {
    assertThat(shared.drop("south", 1)).startsWith("OK");
    // It must not answer before it dials elsewhere, however long that takes.
    board.command("silence");
    CompletableFuture<String> sent = shared.dropLater("north", 2);
    board.awaitLine(Pattern.compile("order slot 2"));
    CompletableFuture<String> ofNorth = shared.dropLater("north", 3);
    shared.awaitDrops(3);
    CompletableFuture<String> ofSouth = shared.dropLater("south", 4);
    shared.awaitDrops(4);

    dial("south");
    awaitMoved("south", System.nanoTime());

    assertThat(sent.join()).as("nobody knows").startsWith("ERR 151");
    assertThat(ofNorth.join()).as("it goes along").startsWith("OK");
    assertThat(ofSouth.join()).as("it goes along").startsWith("OK");
    // What an owner says of its board is heard at others within a second.
    shared.awaitBoard("north");
    assertThat(shared.drop("north", 1)).startsWith("OK");
    assertThat(shared.states())
        .containsExactly("DROPPED", "IN_DOUBT", "DROPPED", "DROPPED", "DROPPED");
    // Which of those that waited at two appliances goes first is not promised.
    assertThat(board.cans())
        .extracting(RunningBoard.Can::slot)
        .filteredOn(slot -> slot != 2)
        .containsExactlyInAnyOrder(1, 3, 4, 1);

    // It is taken at once where its appliance was killed.
    long killed = System.nanoTime();
    shared.get("south").kill();
    dial("north");
    awaitMoved("north", killed);
    shared.awaitBoard("north");
    assertThat(shared.drop("north", 1)).startsWith("OK");
    shared.assertSound();
  }
}
