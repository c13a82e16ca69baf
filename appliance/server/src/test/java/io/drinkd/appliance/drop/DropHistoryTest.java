package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.DropRecords.DropHistory;
import io.drinkd.appliance.drop.DropRecords.End;
import io.drinkd.appliance.drop.DropRecords.Step;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the books say of a drop, and who said so. */
class DropHistoryTest {

  private static final DropOrder ORDER = new DropOrder(1, 1);

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private ScriptedHouse house;
  private ScriptedBoard board;
  private MemberRecord bob;

  /** How the books name the appliance. */
  private String self;

  @BeforeEach
  void open() throws IOException {
    house = new ScriptedHouse(data, time, "north", List.of(ScriptedHouse.machine("d", 50, 5)));
    board = house.board("d");
    bob = house.member("bob", 200);
    self = TestBooks.bank(data).isPresent() ? "appliance:north" : "system";
  }

  @AfterEach
  void close() {
    house.close();
  }

  private CompletableFuture<DropResult> drop() {
    CompletableFuture<DropResult> result =
        house.dispatcher.drop(house.request(bob, "d", ORDER.slot()));
    Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(() -> board.order().isPresent());
    return result;
  }

  private DropHistory history() {
    return DropRecords.find(house.store, ORDER.dropId()).join().orElseThrow();
  }

  private End end() {
    return history().drop().course().end().orElseThrow();
  }

  private static String said(Step step) {
    return step.state() + " " + step.actor() + ": " + step.reason();
  }

  @Test
  void theBoardSaidThatItFellAndTheMemberPaid() {
    CompletableFuture<DropResult> result = drop();
    board.answer(new DropOutcome.Dropped());
    assertThat(result.join().kind()).isEqualTo(Kind.DROPPED);
    assertThat(end().actor()).isEqualTo("board");
    assertThat(history().steps()).isEmpty();
    String payer =
        house.store.readNow(
            tx ->
                tx.first(
                        "SELECT actor FROM transfer WHERE drop_id = ?",
                        row -> row.getString(1),
                        ORDER.dropId())
                    .orElseThrow());
    assertThat(payer).isEqualTo("member:bob");
  }

  @Test
  void theBoardSaidThatItDidNot() {
    CompletableFuture<DropResult> result = drop();
    board.answer(new DropOutcome.Refused(DropOutcome.Refusal.JAMMED, "jammed"));
    assertThat(result.join().kind()).isEqualTo(Kind.MOTOR_JAMMED);
    assertThat(end()).extracting(End::actor, End::reason).containsExactly("board", "jammed");
  }

  @Test
  void whatWasNotSentIsTheAppliancesWord() {
    CompletableFuture<DropResult> result = drop();
    board.answer(new DropOutcome.NotSent("the link was lost"));
    assertThat(result.join().kind()).isEqualTo(Kind.OFFLINE);
    assertThat(end().actor()).isEqualTo(self);
  }

  @Test
  void theBoardAnsweredLate() {
    CompletableFuture<DropResult> result = drop();
    silence();
    assertThat(result.join().kind()).isEqualTo(Kind.IN_DOUBT);
    time.advance(Duration.ofSeconds(3));
    board.answerLate(ORDER, new DropOutcome.Dropped());
    house.settle();
    assertThat(history().steps())
        .extracting(DropHistoryTest::said)
        .containsExactly(
            "IN_DOUBT " + self + ": silence", "DROPPED board: the board answered late");
    assertThat(history().steps().get(1).at()).isEqualTo(end().at());
    assertThat(history().steps().get(0).at()).isBefore(end().at());
    assertThat(end().actor()).isEqualTo("board");
  }

  /** No answer was in time, which was not written before the late one. */
  @Test
  void theBoardAnsweredBeforeTheDoubtWasWritten() {
    try (CapturedLog log = CapturedLog.of("io.drinkd.drop", Level.WARN)) {
      CompletableFuture<DropResult> result = drop();
      TestBooks.forbid(data, "drop_order");
      silence();
      assertThat(result.join().kind()).isEqualTo(Kind.IN_DOUBT);
      TestBooks.allow(data, "drop_order");
      log.lines().clear();
      board.answerLate(ORDER, new DropOutcome.Dropped());
      house.settle();
      time.advance(Settlement.AGAIN_AFTER);
      house.settle();
      assertThat(history().steps())
          .extracting(DropHistoryTest::said)
          .containsExactly(
              "IN_DOUBT " + self + ": the board did not answer in time",
              "DROPPED board: the board answered late");
      assertThat(log.lines()).as("nothing is to be done").isEmpty();
      assertThat(BooksVerifier.verify(house.store).join().disagreements()).isEmpty();
    }
  }

  private void silence() {
    board.reportState(BoardState.QUARANTINED);
    board.answer(new DropOutcome.Unknown("silence"));
    house.settle();
  }
}
