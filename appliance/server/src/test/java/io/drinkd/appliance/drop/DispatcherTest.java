package io.drinkd.appliance.drop;

import static io.drinkd.appliance.drop.DropState.CANCELLED;
import static io.drinkd.appliance.drop.DropState.DELAYED;
import static io.drinkd.appliance.drop.DropState.DROPPED;
import static io.drinkd.appliance.drop.DropState.IN_DOUBT;
import static io.drinkd.appliance.drop.DropState.QUEUED;
import static io.drinkd.appliance.drop.DropState.REFUSED;
import static io.drinkd.appliance.drop.DropState.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatcherTest {

  private static final Duration NEVER = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofMillis(200);

  /** Two drops are asked for before this is over, on a busy machine too. */
  private static final Duration TIME_TO_ASK_TWICE = Duration.ofSeconds(3);

  @TempDir Path data;
  private SimulatedBoard board;

  @BeforeEach
  void switchOn() throws IOException {
    board = SimulatedBoard.listen(new SimulatedBoardOptions(HouseWithBoard.PASSWORD));
  }

  @AfterEach
  void switchOff() {
    board.close();
    assertThat(board.isDeaf()).as("the board was sent what it does not survive").isFalse();
  }

  private HouseWithBoard house(Duration answerTimeout) throws IOException {
    return new HouseWithBoard(data, board, answerTimeout);
  }

  private HouseWithBoard houseUp(Duration answerTimeout) throws IOException {
    return house(answerTimeout).awaitStatus(MachineStatus.UP);
  }

  @Test
  void aDrinkThatFallsIsPaid() throws IOException {
    try (HouseWithBoard house = houseUp(NEVER)) {
      MemberRecord bob = house.member("bob", 1000);
      DropResult result = house.drop(bob, 3);

      assertThat(result.kind()).isEqualTo(Kind.DROPPED);
      assertThat(result.available()).isEqualTo(950);
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(950, 0, 0));
      assertThat(house.ledger.balance(Ledger.SALES).balance()).isEqualTo(50);
      assertThat(house.states(result.dropId())).containsExactly(SENT, DROPPED);
      assertThat(house.machine.slot(3).orElseThrow().available()).isEqualTo(4);
      assertThat(house.machine.slot(3).orElseThrow().dropped()).isEqualTo(1);
      assertThat(board.cansFallen()).isEqualTo(1);
      assertThat(house.sumOfAllAccounts()).isZero();
    }
  }

  @Test
  void aDrinkThatTheBoardRefusesIsNotPaid() throws IOException {
    try (HouseWithBoard house = houseUp(NEVER)) {
      MemberRecord bob = house.member("bob", 1000);
      board.command("nack");
      DropResult result = house.drop(bob, 3);

      assertThat(result.kind()).isEqualTo(Kind.REFUSED);
      assertThat(result.available()).isEqualTo(1000);
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(1000, 0, 0));
      assertThat(house.states(result.dropId())).containsExactly(SENT, REFUSED);
      assertThat(house.machine.slot(3).orElseThrow().available()).isEqualTo(5);
    }
  }

  @Test
  void silenceLeavesTheDropInDoubtAndTheBoardInQuarantine() throws IOException {
    try (HouseWithBoard house = houseUp(SOON)) {
      MemberRecord bob = house.member("bob", 1000);
      board.command("silence");
      DropResult result = house.drop(bob, 3);

      assertThat(result.kind()).isEqualTo(Kind.IN_DOUBT);
      assertThat(result.available()).isEqualTo(950);
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(1000, 50, 0));
      assertThat(house.states(result.dropId())).containsExactly(SENT, IN_DOUBT);
      assertThat(house.machine.status()).isEqualTo(MachineStatus.QUARANTINED);
      assertThat(house.drop(bob, 3).kind()).isEqualTo(Kind.BUSY);
    }
  }

  @Test
  void aLateAnswerSettlesTheDropThatItBelongsTo() throws IOException {
    try (HouseWithBoard house = houseUp(SOON)) {
      MemberRecord bob = house.member("bob", 1000);
      board.command("silence");
      DropResult result = house.drop(bob, 3);

      assertThat(result.kind()).isEqualTo(Kind.IN_DOUBT);
      board.command("say 4");
      await()
          .atMost(HouseWithBoard.PATIENCE)
          .until(() -> house.ledger.balance(bob.account()).equals(new Balance(950, 0, 0)));
      assertThat(house.states(result.dropId())).containsExactly(SENT, IN_DOUBT, DROPPED);
      house.awaitStatus(MachineStatus.UP);
    }
  }

  @Test
  void aLinkLostInMidOrderLeavesTheDropInDoubt() throws IOException {
    try (HouseWithBoard house = houseUp(NEVER)) {
      MemberRecord bob = house.member("bob", 1000);
      board.command("close");
      DropResult result = house.drop(bob, 3);

      assertThat(result.kind()).isEqualTo(Kind.IN_DOUBT);
      house.awaitStatus(MachineStatus.UP);
      assertThat(house.drop(bob, 4).kind()).isEqualTo(Kind.DROPPED);
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(950, 50, 0));
    }
  }

  @Test
  void anOrderForAMachineThatIsAwayNeverBegins() throws IOException {
    board.command("unplug");
    try (HouseWithBoard house = house(NEVER)) {
      MemberRecord bob = house.member("bob", 1000);
      DropResult result = house.drop(bob, 3);

      assertThat(result.kind()).isEqualTo(Kind.OFFLINE);
      assertThat(result.dropId()).isZero();
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(1000, 0, 0));
    }
  }

  @Test
  void thePoorGetNothing() throws IOException {
    try (HouseWithBoard house = houseUp(NEVER)) {
      assertThat(house.drop(house.member("bob", 49), 3).kind()).isEqualTo(Kind.POOR);
      assertThat(board.cansFallen()).isZero();
    }
  }

  @Test
  void oneDrinkIsPaidOnceHoweverManyAskAtOnce() throws IOException {
    try (HouseWithBoard house = houseUp(NEVER)) {
      MemberRecord bob = house.member("bob", 50);
      List<CompletableFuture<DropResult>> asked = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        asked.add(house.dispatcher.drop(house.request(bob, 3)));
      }
      var kinds =
          asked.stream()
              .map(CompletableFuture::join)
              .collect(Collectors.groupingBy(DropResult::kind, Collectors.counting()));
      assertThat(kinds.get(Kind.DROPPED)).isEqualTo(1);
      assertThat(kinds.keySet()).isSubsetOf(Kind.DROPPED, Kind.POOR, Kind.BUSY);
      assertThat(board.cansFallen()).isEqualTo(1);
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(0, 0, 0));
    }
  }

  @Test
  void ordersFallInTheOrderInWhichTheyCameAndNoMoreWaitThanMay() throws IOException {
    try (HouseWithBoard house = houseUp(NEVER)) {
      MemberRecord bob = house.member("bob", 100_000);
      List<CompletableFuture<DropResult>> asked = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        asked.add(house.dispatcher.drop(house.request(bob, i % 7 + 1)));
      }
      List<DropResult> results = asked.stream().map(CompletableFuture::join).toList();
      List<Long> dropped =
          results.stream().filter(r -> r.kind() == Kind.DROPPED).map(DropResult::dropId).toList();
      assertThat(dropped).hasSizeGreaterThanOrEqualTo(17).isSorted();
      assertThat(results.stream().filter(r -> r.kind() != Kind.DROPPED))
          .allMatch(r -> r.kind() == Kind.BUSY);
      assertThat(board.cansFallen()).isEqualTo(dropped.size());
    }
  }

  @Test
  void theLastCanIsSoldOnce() throws IOException {
    board.close();
    board =
        SimulatedBoard.listen(
            new SimulatedBoardOptions(HouseWithBoard.PASSWORD).stock(1, 1, 1, 1, 1, 1, 1));
    try (HouseWithBoard house = houseUp(NEVER)) {
      MemberRecord bob = house.member("bob", 1000);
      var first = house.dispatcher.drop(house.request(bob, 3));
      var second = house.dispatcher.drop(house.request(bob, 3));
      assertThat(first.join().kind()).isEqualTo(Kind.DROPPED);
      // Refused by the board, or already seen to be empty by its sensor.
      assertThat(second.join().kind()).isIn(Kind.REFUSED, Kind.SLOT_EMPTY);
      await()
          .atMost(HouseWithBoard.PATIENCE)
          .until(() -> house.machine.slot(3).orElseThrow().empty());
      assertThat(house.drop(bob, 3).kind()).isEqualTo(Kind.SLOT_EMPTY);
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(950, 0, 0));
    }
  }

  @Test
  void ordersThatWaitAreCalledOffWhenTheBoardGoesSilent() throws IOException {
    try (HouseWithBoard house = houseUp(TIME_TO_ASK_TWICE)) {
      MemberRecord bob = house.member("bob", 1000);
      board.command("silence");
      var silent = house.dispatcher.drop(house.request(bob, 1));
      var waiting = house.dispatcher.drop(house.request(bob, 2));

      assertThat(silent.join().kind()).isEqualTo(Kind.IN_DOUBT);
      assertThat(waiting.join().kind()).isEqualTo(Kind.BUSY);
      assertThat(house.states(waiting.join().dropId())).containsExactly(CANCELLED);
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(1000, 50, 0));
    }
  }

  @Test
  void aDelayedDrinkIsHeldAtOnceAndFallsLater() throws IOException {
    try (HouseWithBoard house = houseUp(NEVER)) {
      MemberRecord bob = house.member("bob", 1000);
      var later =
          house.dispatcher.drop(
              new DropRequest(
                  bob, house.machine, 3, Duration.ofSeconds(3), Optional.empty(), "test"));
      await()
          .atMost(HouseWithBoard.PATIENCE)
          .until(() -> house.ledger.balance(bob.account()).equals(new Balance(1000, 50, 0)));
      assertThat(later.join().kind()).isEqualTo(Kind.DROPPED);
      assertThat(house.states(later.join().dropId())).containsExactly(SENT, DROPPED);
    }
  }

  @Test
  void aRestartBringsEachOpenDropToWhereItBelongs() throws IOException {
    long inDoubt;
    long delayed;
    try (HouseWithBoard house = houseUp(NEVER)) {
      MemberRecord bob = house.member("bob", 1000);
      board.command("silence");
      var silent = house.dispatcher.drop(house.request(bob, 1));
      house.dispatcher.drop(house.request(bob, 2));
      house.dispatcher.drop(
          new DropRequest(bob, house.machine, 3, Duration.ofMinutes(9), Optional.empty(), "test"));
      await().atMost(HouseWithBoard.PATIENCE).until(() -> board.cansFallen() == 1);
      await()
          .atMost(HouseWithBoard.PATIENCE)
          .until(() -> house.ledger.balance(bob.account()).held() == 150);
      assertThat(silent).isNotDone();
      inDoubt = 1;
      delayed = 3;
      // The books as they would be after a kill: nothing is written from here on.
      house.store.close();
    }
    try (HouseWithBoard house = house(NEVER)) {
      MemberRecord bob = house.member("bob", 1000);
      assertThat(house.states(inDoubt)).containsExactly(SENT, IN_DOUBT);
      // In a bank another appliance, or this one, still sends it: its member may wait elsewhere.
      // Then it may even have fallen by now, and been paid.
      assertThat(house.states(delayed)).containsExactly(DELAYED);
      if (TestBooks.bank(data).isPresent()) {
        assertThat(house.states(2)).isSubsetOf(QUEUED, SENT, DROPPED);
        assertThat(house.ledger.balance(bob.account()).available()).isEqualTo(850);
      } else {
        assertThat(house.states(2)).containsExactly(CANCELLED);
        assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(1000, 100, 0));
      }
    }
  }

  @Test
  void sendsDueOrderWhenBoardIsLinkedAgain() throws IOException {
    Duration delay = Duration.ofMinutes(9);
    try (HouseWithBoard house = houseUp(NEVER)) {
      MemberRecord bob = house.member("bob", 1000);
      house.dispatcher.drop(
          new DropRequest(bob, house.machine, 3, delay, Optional.of("key"), "test"));
      await()
          .atMost(HouseWithBoard.PATIENCE)
          .until(() -> house.ledger.balance(bob.account()).held() == 50);
      // The books as they would be after a kill: nothing is written from here on.
      house.store.close();
    }
    try (Store store = TestBooks.open(data)) {
      store.writeNow(tx -> tx.update("UPDATE drop_order SET requested_at = requested_at - 600000"));
    }
    try (HouseWithBoard house = house(NEVER)) {
      MemberRecord bob = house.member("bob", 1000);
      var again =
          house.dispatcher.drop(
              new DropRequest(bob, house.machine, 3, delay, Optional.of("key"), "test"));

      assertThat(again.join().kind()).isEqualTo(Kind.DROPPED);
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(950, 0, 0));
    }
  }

  /** Nothing is known in memory against it, so the books have to find out that it is none. */
  @Test
  void aRepetitionIsAnsweredAsTheFirstWhateverTheBoardDoes() throws IOException {
    try (HouseWithBoard house = houseUp(NEVER)) {
      MemberRecord bob = house.member("bob", 100);
      final DropResult first = house.dispatcher.drop(keyed(house, bob, 3)).join();
      assertThat(first.kind()).isEqualTo(Kind.DROPPED);
      assertThat(house.dispatcher.drop(keyed(house, bob, 3)).join()).isEqualTo(first);
      assertThat(house.dispatcher.drop(keyed(house, bob, 4)).join().kind())
          .isEqualTo(Kind.KEY_REUSED);

      board.command("silence");
      MemberRecord carol = house.member("carol", 100);
      final var sent = house.dispatcher.drop(house.request(carol, 1));
      await().atMost(HouseWithBoard.PATIENCE).until(() -> board.cansFallen() == 2);
      assertThat(house.dispatcher.drop(keyed(house, bob, 3)).join()).isEqualTo(first);
      assertThat(house.dispatcher.drop(keyed(house, bob, 4)).join().kind())
          .isEqualTo(Kind.KEY_REUSED);
      board.command("say 4");
      assertThat(sent.join().kind()).isEqualTo(Kind.DROPPED);

      assertThat(house.drop(bob, 2).available()).isZero();
      assertThat(house.dispatcher.drop(keyed(house, bob, 3)).join()).isEqualTo(first);
      assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(0, 0, 0));
      assertThat(board.cansFallen()).isEqualTo(3);
    }
  }

  private static DropRequest keyed(HouseWithBoard house, MemberRecord member, int slot) {
    return new DropRequest(member, house.machine, slot, Duration.ZERO, Optional.of("key"), "test");
  }

  @Test
  void stoppingWaitsForTheAnswerToWhatHasLeft() throws IOException {
    try (HouseWithBoard house = houseUp(NEVER)) {
      MemberRecord bob = house.member("bob", 1000);
      board.command("silence");
      var sent = house.dispatcher.drop(house.request(bob, 1));
      var waiting = house.dispatcher.drop(house.request(bob, 2));
      await().atMost(HouseWithBoard.PATIENCE).until(() -> board.cansFallen() == 1);
      var stopped = house.dispatcher.stop(Duration.ofSeconds(30));
      assertThat(stopped).isNotDone();
      board.command("say 4");
      stopped.join();

      assertThat(sent.join().kind()).isEqualTo(Kind.DROPPED);
      assertThat(waiting.join().kind()).isEqualTo(Kind.CANCELLED);
      assertThat(house.drop(bob, 3).kind()).isEqualTo(Kind.UNAVAILABLE);
    }
  }
}
