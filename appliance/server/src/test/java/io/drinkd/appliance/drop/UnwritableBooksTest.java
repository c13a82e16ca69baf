package io.drinkd.appliance.drop;

import static io.drinkd.appliance.drop.DropState.CANCELLED;
import static io.drinkd.appliance.drop.DropState.DROPPED;
import static io.drinkd.appliance.drop.DropState.IN_DOUBT;
import static io.drinkd.appliance.drop.DropState.REFUNDED;
import static io.drinkd.appliance.drop.DropState.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of orders while nothing can be written, and when several things end them at once.
 */
class UnwritableBooksTest {

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private ScriptedHouse house;
  private ScriptedBoard board;
  private MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    house = new ScriptedHouse(data, time, List.of(ScriptedHouse.machine("d", 50, 5, 1, 5)));
    board = house.board("d");
    bob = house.member("bob", 200);
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** From now on nothing more can be written of any drop. */
  private void stopWriting() {
    TestBooks.forbid(data, "drop_order");
  }

  private void resumeWriting() {
    TestBooks.allow(data, "drop_order");
  }

  private CompletableFuture<DropResult> drop(int slot) {
    return drop(slot, Optional.empty());
  }

  private CompletableFuture<DropResult> drop(int slot, Optional<String> key) {
    DropRequest plain = house.request(bob, "d", slot);
    CompletableFuture<DropResult> result =
        house.dispatcher.drop(
            new DropRequest(bob, plain.machine(), slot, plain.delay(), key, "test"));
    house.settle();
    return result;
  }

  private Balance balance() {
    house.settle();
    return house.ledger.balance(bob.account());
  }

  private List<DropState> states(long id) {
    return BookedStates.of(house.store, id);
  }

  private void assertSound() {
    assertThat(BooksVerifier.verify(house.store).join().disagreements()).isEmpty();
  }

  @Test
  void nothingLeavesThatIsNotInTheBooks() {
    stopWriting();
    DropResult result = drop(1).join();
    assertThat(result.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(result.detail()).contains("no room");
    assertThat(board.order()).isEmpty();
    assertThat(
            house
                .store
                .read(tx -> AccountHistory.part(tx, bob.account(), Optional.empty(), 10))
                .join()
                .entries())
        .hasSize(1);

    resumeWriting();
    CompletableFuture<DropResult> next = drop(1);
    board.answer(new DropOutcome.Dropped());
    assertThat(next.join().kind()).isEqualTo(Kind.DROPPED);
    assertSound();
  }

  @Test
  void doesNotReportCancelBeforeItIsWritten() {
    DropRequest plain = house.request(bob, "d", 1);
    Duration delay = Duration.ofMinutes(1);
    house.dispatcher.drop(
        new DropRequest(bob, plain.machine(), 1, delay, Optional.empty(), "test"));
    house.settle();
    stopWriting();
    assertThatThrownBy(() -> house.dispatcher.cancelDelayed(bob, "called off").join())
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining("the books cannot be written");

    resumeWriting();
    time.advance(Settlement.AGAIN_AFTER);
    assertThat(balance()).isEqualTo(new Balance(200, 0, 0));
    time.advance(delay);
    assertThat(board.order()).isEmpty();
    assertThat(states(1)).containsExactly(CANCELLED);
    assertSound();
  }

  @Test
  void aDropThatCannotBeWrittenIsLoggedOnce() {
    drop(1);
    try (CapturedLog log = CapturedLog.of("io.drinkd.drop", Level.ERROR)) {
      stopWriting();
      board.answer(new DropOutcome.Dropped());
      house.settle();
      for (int i = 0; i < 10; i++) {
        time.advance(Settlement.AGAIN_AFTER);
        house.settle();
      }
      assertThat(log.lines())
          .containsExactly("drop 1: state DROPPED could not be written; trying again");
    }
    resumeWriting();
    time.advance(Settlement.AGAIN_AFTER);
    assertThat(balance()).isEqualTo(new Balance(150, 0, 0));
  }

  @Test
  void reportsMachineAwayBeforeMissingSlot() {
    assertThat(drop(99).join().kind()).isEqualTo(Kind.NO_SUCH_SLOT);
    board.reportState(BoardState.QUARANTINED);
    assertThat(drop(99).join().kind()).isEqualTo(Kind.BUSY);
    board.reportState(BoardState.DOWN);
    assertThat(drop(99).join().kind()).isEqualTo(Kind.OFFLINE);
  }

  @Test
  void anAnswerThatCannotBeWrittenIsWrittenWhenThatIsPossibleAgain() {
    CompletableFuture<DropResult> result = drop(1, Optional.of("key"));
    stopWriting();
    board.answer(new DropOutcome.Dropped());

    assertThat(result.join().kind()).isEqualTo(Kind.IN_DOUBT);
    assertThat(balance()).isEqualTo(new Balance(200, 50, 0));
    time.advance(Duration.ofSeconds(5));
    assertThat(balance()).isEqualTo(new Balance(200, 50, 0));

    resumeWriting();
    time.advance(Duration.ofSeconds(1));
    assertThat(balance()).isEqualTo(new Balance(150, 0, 0));
    assertThat(states(1)).containsExactly(SENT, DROPPED);
    assertThat(drop(1, Optional.of("key")).join().kind()).isEqualTo(Kind.DROPPED);
    assertThat(board.order()).isEmpty();
    assertSound();
  }

  @Test
  void aWaitingOrderThatCannotBeWrittenAsSentGivesItsCreditsBack() {
    CompletableFuture<DropResult> first = drop(1);
    CompletableFuture<DropResult> waiting = drop(3, Optional.of("key"));
    assertThat(balance()).isEqualTo(new Balance(200, 100, 0));
    stopWriting();
    board.answer(new DropOutcome.Dropped());
    house.settle();

    assertThat(first.join().kind()).isEqualTo(Kind.IN_DOUBT);
    // Before it can be written, another appliance may take the machine and send it.
    boolean shared = TestBooks.bank(data).isPresent();
    assertThat(waiting.isDone()).isEqualTo(!shared);
    assertThat(board.order()).isEmpty();

    resumeWriting();
    time.advance(Duration.ofSeconds(1));
    assertThat(balance()).isEqualTo(new Balance(150, 0, 0));
    assertThat(waiting.join().kind()).isEqualTo(Kind.UNAVAILABLE);
    String reason =
        house.store.readNow(
            tx ->
                tx.first("SELECT reason FROM drop_order WHERE id = 2", row -> row.getString(1))
                    .orElseThrow());
    assertThat(reason).isEqualTo("order not sent: the books could not be written in time");
    assertThat(states(2)).containsExactly(CANCELLED);
    // Not "unavailable" for as long as the key is kept: whoever repeats it would never stop.
    assertThat(drop(3, Optional.of("key")).join().kind()).isEqualTo(Kind.CANCELLED);
    assertSound();
  }

  @Test
  void whoWaitsForAnOrderThatCannotBeWrittenWaitsForTenSecondsAtMost() {
    drop(1);
    CompletableFuture<DropResult> waiting = drop(3, Optional.empty());
    stopWriting();
    board.answer(new DropOutcome.Dropped());
    house.settle();
    time.advance(Duration.ofSeconds(10));
    house.settle();

    // It stays with several appliances until one of them can write what became of it.
    boolean shared = TestBooks.bank(data).isPresent();
    assertThat(waiting.join().kind()).isEqualTo(shared ? Kind.IN_DOUBT : Kind.UNAVAILABLE);
    resumeWriting();
    time.advance(Duration.ofSeconds(1));
    assertThat(balance()).isEqualTo(new Balance(150, 0, 0));
    assertSound();
  }

  @Test
  void aLateAnswerThatCannotBeWrittenIsNotLost() {
    CompletableFuture<DropResult> result = drop(1);
    board.reportState(BoardState.QUARANTINED);
    board.answer(new DropOutcome.Unknown("silence"));
    assertThat(result.join().kind()).isEqualTo(Kind.IN_DOUBT);

    stopWriting();
    board.answerLate(new DropOrder(1, 1), new DropOutcome.Dropped());
    board.reportState(BoardState.UP);
    assertThat(balance()).isEqualTo(new Balance(200, 50, 0));

    resumeWriting();
    time.advance(Duration.ofSeconds(1));
    assertThat(balance()).isEqualTo(new Balance(150, 0, 0));
    assertSound();
  }

  @Test
  void whatSomebodyHasDecidedALateAnswerDoesNotChange() {
    drop(1);
    board.reportState(BoardState.QUARANTINED);
    board.answer(new DropOutcome.Unknown("silence"));
    house.settle();
    CompletableFuture<Optional<DropState>> decided =
        house.inDoubtDrops.resolve(
            1, InDoubtDrops.Decision.REFUNDED, "admin:alice", "nothing fell");
    board.answerLate(new DropOrder(1, 1), new DropOutcome.Dropped());
    decided.join();
    time.advance(Duration.ofSeconds(10));

    assertThat(balance()).isEqualTo(new Balance(200, 0, 0));
    assertThat(states(1)).containsExactly(SENT, IN_DOUBT, REFUNDED);
    assertSound();
  }

  @Test
  void theSameKeyIsAnsweredTheSameWhenTheSlotRanOutWhileTheOrderWaited() {
    CompletableFuture<DropResult> last = drop(2);
    CompletableFuture<DropResult> waiting = drop(2, Optional.of("key"));
    board.answer(new DropOutcome.Dropped());
    house.settle();

    assertThat(last.join().kind()).isEqualTo(Kind.DROPPED);
    DropResult empty = waiting.join();
    assertThat(empty.kind()).isEqualTo(Kind.SLOT_EMPTY);
    assertThat(empty.dropId()).isEqualTo(2);
    DropResult again = drop(2, Optional.of("key")).join();
    assertThat(again.kind()).isEqualTo(Kind.SLOT_EMPTY);
    assertThat(again.available()).isEqualTo(empty.available()).isEqualTo(150);
    assertSound();
  }

  @Test
  void sendsOrderDueDuringStopAfterNextStart() throws IOException {
    DropRequest plain = house.request(bob, "d", 1);
    CompletableFuture<DropResult> later =
        house.dispatcher.drop(
            new DropRequest(
                bob, plain.machine(), 1, Duration.ofSeconds(10), Optional.empty(), "test"));
    house.settle();
    house.dispatcher.stop(Duration.ofSeconds(15));
    time.advance(Duration.ofSeconds(10));
    house.settle();
    assertThat(board.order()).isEmpty();
    if (TestBooks.bank(data).isPresent()) {
      assertThat(later.join().kind()).isEqualTo(Kind.CANCELLED);
      assertThat(balance()).isEqualTo(new Balance(200, 0, 0));
      return;
    }
    // It is answered as what may still leave.
    assertThat(later.join().kind()).isEqualTo(Kind.IN_DOUBT);
    assertThat(states(1)).containsExactly(DropState.DELAYED);
    house.close();

    house = new ScriptedHouse(data, time, List.of(ScriptedHouse.machine("d", 50, 5, 1, 5)));
    time.advance(Duration.ofSeconds(3));
    await()
        .atMost(ScriptedHouse.PATIENCE)
        .until(() -> house.board("d").order().equals(Optional.of(new DropOrder(1, 1))));
  }

  /** Whoever has to resolve it finds what the board said there, and nowhere else. */
  @Test
  void whatCouldNotBeWrittenUntilTheEndIsInTheLog() throws IOException {
    drop(1);
    drop(3);
    stopWriting();
    board.answer(new DropOutcome.Dropped());
    house.settle();
    house.dispatcher.stop(Duration.ofSeconds(15));
    try (CapturedLog log = CapturedLog.of("io.drinkd.drop", Level.WARN)) {
      house.close();
      assertThat(log.lines())
          .containsExactly(
              "drop 1: state DROPPED could not be written until the end: the board made the drop;"
                  + " once it is in doubt, drinkd drop resolve 1 dropped --reason TEXT",
              "drop 2: state CANCELLED could not be written until the end: order not sent: the"
                  + " books could not be written in time; its order may leave all the same, and it"
                  + " is charged if a can falls");
    }
    resumeWriting();
    house = new ScriptedHouse(data, time, List.of(ScriptedHouse.machine("d", 50, 5, 1, 5)));
    assertThat(states(1)).endsWith(IN_DOUBT);
    try (CapturedLog log = CapturedLog.of("io.drinkd.drop", Level.WARN)) {
      house.close();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void whatIsWrittenInTheEndIsNoAlarm() {
    drop(1);
    stopWriting();
    board.answer(new DropOutcome.Dropped());
    house.settle();
    resumeWriting();
    time.advance(Settlement.AGAIN_AFTER);
    house.settle();
    try (CapturedLog log = CapturedLog.of("io.drinkd.drop", Level.WARN)) {
      house.close();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void aLateAnswerThatCouldNotBeWrittenIsInTheLog() {
    drop(1);
    board.reportState(BoardState.QUARANTINED);
    board.answer(new DropOutcome.Unknown("silence"));
    house.settle();
    stopWriting();
    board.answerLate(new DropOrder(1, 1), new DropOutcome.Dropped());
    house.settle();
    try (CapturedLog log = CapturedLog.of("io.drinkd.drop", Level.WARN)) {
      house.close();
      assertThat(log.lines())
          .containsExactly(
              "drop 1: state DROPPED could not be written until the end: the board answered late;"
                  + " once it is in doubt, drinkd drop resolve 1 dropped --reason TEXT");
    }
  }
}
