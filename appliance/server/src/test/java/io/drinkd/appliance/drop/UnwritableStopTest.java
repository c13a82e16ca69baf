package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An appliance stops while nothing can be written of its drops. */
class UnwritableStopTest {

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private ScriptedHouse house;
  private ScriptedBoard board;
  private MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    house = new ScriptedHouse(data, time, List.of(ScriptedHouse.machine("d", 50, 5)));
    board = house.board("d");
    bob = house.member("bob", 200);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void stopWriting() {
    TestBooks.forbid(data, "drop_order");
  }

  private CompletableFuture<DropResult> drop() {
    CompletableFuture<DropResult> result = house.dispatcher.drop(house.request(bob, "d", 1));
    house.settle();
    return result;
  }

  /** Room comes before the stop is over. */
  private void assertWrittenBefore(CompletableFuture<Void> stopped) {
    TestBooks.allow(data, "drop_order");
    time.advance(Settlement.AGAIN_AFTER);
    assertThat(stopped).succeedsWithin(ScriptedHouse.PATIENCE);
    house.settle();
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(150, 0, 0));
    assertThat(BookedStates.of(house.store, 1)).containsExactly(DropState.SENT, DropState.DROPPED);
    assertThat(BooksVerifier.verify(house.store).join().disagreements()).isEmpty();
  }

  /** Nothing else knows what the board said. */
  @Test
  void aStopWaitsUntilWhatTheBoardSaidIsWritten() {
    CompletableFuture<DropResult> result = drop();
    stopWriting();
    board.answer(new DropOutcome.Dropped());
    assertThat(result.join().kind()).isEqualTo(Kind.IN_DOUBT);
    CompletableFuture<Void> stopped = house.dispatcher.stop(Duration.ofSeconds(15));
    house.settle();
    assertThat(stopped).isNotDone();

    assertWrittenBefore(stopped);
  }

  @Test
  void aStopWaitsForThatNoLongerThanForAllElse() {
    drop();
    stopWriting();
    board.answer(new DropOutcome.Dropped());
    house.settle();
    CompletableFuture<Void> stopped = house.dispatcher.stop(Duration.ofSeconds(15));
    time.advance(Duration.ofSeconds(14));
    house.settle();
    assertThat(stopped).isNotDone();
    time.advance(Duration.ofSeconds(1));
    assertThat(stopped).succeedsWithin(ScriptedHouse.PATIENCE);
  }

  /** What it says then may be written only later, and not at once. */
  @Test
  void aStopWaitsUntilWhatTheBoardSaysDuringItIsWritten() {
    CompletableFuture<DropResult> result = drop();
    CompletableFuture<Void> stopped = house.dispatcher.stop(Duration.ofSeconds(15));
    stopWriting();
    board.answer(new DropOutcome.Dropped());
    assertThat(result.join().kind()).isEqualTo(Kind.IN_DOUBT);
    house.settle();
    assertThat(stopped).isNotDone();

    assertWrittenBefore(stopped);
  }
}
