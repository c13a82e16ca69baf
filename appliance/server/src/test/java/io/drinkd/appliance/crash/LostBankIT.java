package io.drinkd.appliance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.BankProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two appliances with one bank, of which the one loses nothing but the bank, and a board that takes
 * one link at a time.
 */
class LostBankIT {

  /** From the moment at which a machine was left in good order until its board is linked again. */
  private static final Duration LINKED_WITHIN = Duration.ofSeconds(30);

  @TempDir Path folder;
  private SharedMachine shared;
  private RunningBoard board;

  /** Between the bank and the north. */
  private BankProxy proxy;

  @BeforeEach
  void begin() throws IOException {
    board = RunningBoard.start(folder.resolve("cans.log"), SharedMachine.MOTOR_TIME);
    shared = new SharedMachine(folder);
    proxy = new BankProxy(shared.bank());
    start("north", proxy.address());
    shared.awaitLinked("north");
    start("south", shared.bank());
    shared.awaitBoard("south");
  }

  private void start(String name, BankAddress bank) throws IOException {
    shared.put(
        name,
        RunningAppliance.start(
            shared.house(
                name,
                name,
                bank,
                one -> one.addMachine("d", board.port(), SharedMachine.LONG, SharedMachine.LONG))));
  }

  @AfterEach
  void end() throws IOException {
    shared.close();
    proxy.close();
    board.close();
  }

  @Test
  void theBoardIsLinkedWithWhoeverHasTheMachineThereAndBack() throws IOException {
    assertThat(shared.drop("south", 1)).as("the north's machine").startsWith("OK");
    proxy.cut();
    shared.awaitLinked("south");
    assertThat(shared.drop("south", 2)).as("while the north lives").startsWith("OK");
    shared.awaitLog("north", "links with all boards closed");

    proxy.mend();
    shared.awaitLog("north", "is back after");
    shared.awaitBoard("north");
    assertThat(shared.drop("north", 3)).as("the south's machine").startsWith("OK");

    long left = System.nanoTime();
    shared.get("south").stop();
    shared.awaitLinked("north");
    assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(LINKED_WITHIN);
    assertThat(shared.drop("north", 4)).startsWith("OK");
    assertThat(board.cans()).extracting(RunningBoard.Can::slot).containsExactly(1, 2, 3, 4);
    shared.assertSound();
  }
}
