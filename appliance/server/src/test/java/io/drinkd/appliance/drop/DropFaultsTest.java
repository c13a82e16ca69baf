package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.InDoubtSettings;
import io.drinkd.appliance.config.InDoubtSettings.Policy;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberRecord;
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
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of our own in the life of a drop are logged with their stack traces, each once; that the
 * disk is full is not.
 */
class DropFaultsTest {

  /** Longer than a number of milliseconds can say. */
  private static final Duration FOR_EVER = Duration.ofDays(110_000_000_000L);

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private ScriptedHouse house;
  private ScriptedBoard board;
  private MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    house = new ScriptedHouse(data, time, List.of(ScriptedHouse.machine("d", 50, 5, 5)));
    board = house.board("d");
    bob = house.member("bob", 200);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private CompletableFuture<DropResult> drop(int slot) {
    CompletableFuture<DropResult> result = house.dispatcher.drop(house.request(bob, "d", slot));
    house.settle();
    return result;
  }

  /** As if drinkd had lost track of a drop. */
  private void putInto(DropState state, long drop) {
    String end = state.ended() ? "test" : null;
    house.store.<Integer>writeNow(
        tx ->
            tx.update(
                """
                UPDATE drop_order SET state = ?, sent_at = coalesce(sent_at, 0), settled_at = ?,
                  actor = ?, reason = ? WHERE id = ?\
                """,
                state.name(),
                state.ended() ? 0L : null,
                end,
                end,
                drop));
  }

  /** With a bank another appliance has cancelled it, which is no fault. */
  @Test
  @Tag(TestBooks.FILE_ONLY)
  void anOrderThatCannotBeSent() {
    try (CapturedLog log = CapturedLog.of("io.drinkd.drop", Level.ERROR)) {
      drop(1);
      CompletableFuture<DropResult> waiting = drop(2);
      putInto(DropState.CANCELLED, 2);
      board.answer(new DropOutcome.Dropped());
      house.settle();

      assertThat(waiting.join().kind()).isEqualTo(Kind.UNAVAILABLE);
      time.advance(Duration.ofSeconds(5));
      house.settle();
      assertThat(log.stacks())
          .containsExactly(
              "order for machine d slot 2 could not be sent",
              "drop 2: state CANCELLED not settled");
      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void anAnswerThatDoesNotFitTheBooks() {
    try (CapturedLog log = CapturedLog.of("io.drinkd.drop", Level.ERROR)) {
      CompletableFuture<DropResult> result = drop(1);
      putInto(DropState.QUEUED, 1);
      board.answer(new DropOutcome.Dropped());
      house.settle();

      assertThat(result.join().kind()).isEqualTo(Kind.IN_DOUBT);
      time.advance(Duration.ofSeconds(5));
      house.settle();
      assertThat(log.stacks()).containsExactly("drop 1: state DROPPED not settled");
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void aLateAnswerThatDoesNotFitTheBooks() {
    try (CapturedLog log = CapturedLog.of(LateAnswers.class.getName(), Level.WARN)) {
      drop(1);
      board.reportState(BoardState.QUARANTINED);
      board.answer(new DropOutcome.Unknown("silence"));
      house.settle();
      putInto(DropState.QUEUED, 1);
      board.answerLate(new DropOrder(1, 1), new DropOutcome.Dropped());
      house.settle();

      assertThat(log.stacks())
          .containsExactly("drop 1: late answer of its board (DROPPED) not settled");
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void aLateAnswerAfterTheEndIsNoFault() {
    try (CapturedLog log = CapturedLog.of(LateAnswers.class.getName(), Level.WARN)) {
      drop(1);
      board.reportState(BoardState.QUARANTINED);
      board.answer(new DropOutcome.Unknown("silence"));
      house.settle();
      house.inDoubtDrops.resolve(1, Decision.REFUNDED, "admin:alice", "it stuck").join();
      board.answerLate(new DropOrder(1, 1), new DropOutcome.Dropped());
      house.settle();

      assertThat(log.lines())
          .containsExactly("drop 1: late answer of its board (DROPPED) ignored, it is REFUNDED");
      assertThat(log.stacks()).isEmpty();
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(200, 0, 0));
    }
  }

  @Test
  void aPolicyThatCannotBeApplied() {
    InDoubtSettings never = new InDoubtSettings(Policy.REFUND, FOR_EVER);
    try (CapturedLog log = CapturedLog.of(InDoubtPolicy.class.getName(), Level.ERROR);
        InDoubtPolicy policy = new InDoubtPolicy(house.inDoubtDrops, never, time)) {
      assertThat(policy).isNotNull();
      drop(1);
      board.reportState(BoardState.QUARANTINED);
      board.answer(new DropOutcome.Unknown("silence"));
      house.settle();
      time.advance(Duration.ofMinutes(1));
      house.settle();

      await()
          .atMost(HouseWithBoard.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(log.stacks())
                      .containsExactly("resolving drops in doubt by the policy failed"));
      assertThat(log.lines()).hasSize(1);
    }
  }
}
