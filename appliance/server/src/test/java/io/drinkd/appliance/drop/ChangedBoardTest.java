package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine gets another board, by another address in its file, while drops of it are open. */
class ChangedBoardTest {

  private static final Duration DELAY = Duration.ofMinutes(10);

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private ScriptedHouse house;
  private ScriptedBoard former;
  private MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    house = new ScriptedHouse(data, time, List.of(ScriptedHouse.machine("d", 50, 5)));
    former = house.board("d");
    bob = house.member("bob", 200);
  }

  @AfterEach
  void close() {
    assertThat(BooksVerifier.verify(house.store).join().disagreements()).isEmpty();
    house.close();
  }

  private Machine machine() {
    return house.machines.find("d").orElseThrow();
  }

  private CompletableFuture<DropResult> drop(Duration delay) {
    CompletableFuture<DropResult> result =
        house.dispatcher.drop(new DropRequest(bob, machine(), 1, delay, Optional.empty(), "test"));
    house.settle();
    return result;
  }

  private static MachineSettings at(String host) {
    MachineSettings before = ScriptedHouse.machine("d", 50, 5);
    BoardAccess board = before.board();
    return new MachineSettings(
        before.id(),
        before.name(),
        before.aliases(),
        before.location(),
        before.publicAddress(),
        new BoardAccess(
            board.driver(),
            new HostAndPort(host, 9),
            board.tls(),
            board.password(),
            board.times(),
            board.settings()),
        before.contents());
  }

  /** Its board is another one from now on. */
  private void change(String host) {
    house.machines.change(List.of(at(host)));
  }

  private ScriptedBoard linked() {
    await().atMost(ScriptedHouse.PATIENCE).until(() -> house.board("d") != former);
    house.link("d");
    assertThat(machine().status()).isEqualTo(MachineStatus.UP);
    return house.board("d");
  }

  @Test
  void aDelayedDropFallsFromTheNewBoard() {
    CompletableFuture<DropResult> delayed = drop(DELAY);
    change("attic.example.net");
    ScriptedBoard now = linked();
    time.advance(DELAY);
    house.settle();
    assertThat(delayed).as("its order has left").isNotDone();
    assertThat(former.order()).isEmpty();
    now.answer(new DropOutcome.Dropped());
    assertThat(delayed.join().kind()).isEqualTo(Kind.DROPPED);
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(150, 0, 0));
  }

  /** No order leaves for the new board before that of the former one has ended. */
  @Test
  void theOrderInFlightEndsFirst() {
    CompletableFuture<DropResult> sent = drop(Duration.ZERO);
    CompletableFuture<DropResult> delayed = drop(DELAY);
    change("attic.example.net");
    assertThat(house.board("d")).isSameAs(former);
    assertThat(drop(Duration.ZERO).join().kind()).isEqualTo(Kind.OFFLINE);
    former.answer(new DropOutcome.Dropped());
    assertThat(sent.join().kind()).isEqualTo(Kind.DROPPED);
    ScriptedBoard now = linked();
    assertThat(former.isClosed()).isTrue();
    time.advance(DELAY);
    now.answer(new DropOutcome.Dropped());
    assertThat(delayed.join().kind()).isEqualTo(Kind.DROPPED);
  }

  /** What the former board has reported is not true of the new one's slots. */
  @Test
  void whatTheFormerBoardReportedIsForgotten() {
    former.listener().slotsReported(Map.of(1, SlotReading.of(false)));
    former.listener().temperatureMeasured("", 4.5);
    former.listener().doorReported(true);
    await().atMost(ScriptedHouse.PATIENCE).until(() -> machine().readings().door().isPresent());
    assertThat(machine().slot(1).orElseThrow().available()).isZero();
    change("attic.example.net");
    linked();
    assertThat(machine().slot(1).orElseThrow().available()).isEqualTo(5);
    assertThat(machine().sensesSlots()).isFalse();
    assertThat(machine().temperature()).isEmpty();
    assertThat(machine().readings().door()).isEmpty();
  }

  private boolean owns() {
    return house.store.owners().owns("d");
  }

  private void assertFallsFromTheNewBoard() {
    ScriptedBoard now = linked();
    CompletableFuture<DropResult> next = drop(Duration.ZERO);
    now.answer(new DropOutcome.Dropped());
    assertThat(next.join().kind()).isEqualTo(Kind.DROPPED);
    assertThat(owns()).isTrue();
  }

  @Test
  void aSecondChangeWaitsForTheOrderInFlightToo() {
    CompletableFuture<DropResult> sent = drop(Duration.ZERO);
    change("attic.example.net");
    change("cellar.example.net");
    assertThat(machine().isDriven()).as("opened beside the former").isFalse();
    former.answer(new DropOutcome.Dropped());
    assertThat(sent.join().kind()).isEqualTo(Kind.DROPPED);
    assertFallsFromTheNewBoard();
  }

  @Test
  void aChangeThatIsTakenBackWaitsForTheOrderInFlightToo() {
    CompletableFuture<DropResult> sent = drop(Duration.ZERO);
    change("attic.example.net");
    house.machines.change(List.of(ScriptedHouse.machine("d", 50, 5)));
    assertThat(machine().isDriven()).as("opened beside the former").isFalse();
    former.answer(new DropOutcome.Dropped());
    assertThat(sent.join().kind()).isEqualTo(Kind.DROPPED);
    assertFallsFromTheNewBoard();
  }

  @Test
  void aMachineIsLeftOnceTheOrderInFlightHasEnded() {
    CompletableFuture<DropResult> sent = drop(Duration.ZERO);
    change("attic.example.net");
    house.machines.change(List.of());
    house.settle();
    assertThat(owns()).as("nobody else may send orders yet").isTrue();
    former.answer(new DropOutcome.Dropped());
    assertThat(sent.join().kind()).isEqualTo(Kind.DROPPED);
  }

  @Test
  void aRemovalThatIsTakenBackWaitsForTheOrderInFlight() {
    CompletableFuture<DropResult> sent = drop(Duration.ZERO);
    house.machines.change(List.of());
    house.machines.change(List.of(ScriptedHouse.machine("d", 50, 5)));
    assertThat(machine().isDriven()).as("opened beside the former").isFalse();
    former.answer(new DropOutcome.Dropped());
    assertThat(sent.join().kind()).isEqualTo(Kind.DROPPED);
    assertFallsFromTheNewBoard();
  }

  @Test
  void aMachineThatComesBackIsKept() {
    CompletableFuture<DropResult> sent = drop(Duration.ZERO);
    house.machines.change(List.of());
    house.machines.change(List.of(ScriptedHouse.machine("d", 50, 5)));
    former.answer(new DropOutcome.Dropped());
    assertThat(sent.join().kind()).isEqualTo(Kind.DROPPED);
    await().atMost(ScriptedHouse.PATIENCE).until(() -> house.board("d") != former);
    house.settle();
    assertThat(owns()).isTrue();
  }

  /** The next attempt finds what is still to be changed. */
  @Test
  void aChangeThatFailsChangesNothing() {
    TestBooks.forbid(data, "slot");
    List<MachineSettings> wanted =
        List.of(at("attic.example.net"), ScriptedHouse.machine("e", 50, 5));
    assertThatThrownBy(() -> house.machines.change(wanted)).isInstanceOf(StoreException.class);
    assertThat(machine().settings()).isEqualTo(ScriptedHouse.machine("d", 50, 5));
    TestBooks.allow(data, "slot");
    house.machines.change(wanted);
    assertFallsFromTheNewBoard();
  }

  /** The books keep it, for it may come back. */
  @Test
  void aSlotThatTheFileListsNoMoreIsNotSold() {
    MachineSettings two = ScriptedHouse.machine("d", 50, 5, 5);
    house.machines.change(List.of(two));
    ScriptedBoard withTwo = linked();
    CompletableFuture<DropResult> delayed =
        house.dispatcher.drop(new DropRequest(bob, machine(), 2, DELAY, Optional.empty(), "test"));
    house.settle();
    house.machines.change(List.of(ScriptedHouse.machine("d", 50, 5)));
    former = withTwo;
    ScriptedBoard now = linked();
    time.advance(DELAY);
    house.settle();
    assertThat(now.order()).isEmpty();
    assertThat(delayed.join().kind()).isEqualTo(Kind.NO_SUCH_SLOT);
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(200, 0, 0));
  }

  private CompletableFuture<DropResult> keyed(Duration delay) {
    CompletableFuture<DropResult> result =
        house.dispatcher.drop(
            new DropRequest(bob, machine(), 1, delay, Optional.of("key"), "test"));
    house.settle();
    return result;
  }

  @Test
  void aKeyIsAnsweredOnceOverChanges() {
    CompletableFuture<DropResult> first = keyed(DELAY);
    change("attic.example.net");
    CompletableFuture<DropResult> second = keyed(DELAY);
    change("cellar.example.net");
    CompletableFuture<DropResult> third = keyed(DELAY);
    ScriptedBoard now = linked();
    time.advance(DELAY);
    now.answer(new DropOutcome.Dropped());
    assertThat(first.join().kind()).isEqualTo(Kind.DROPPED);
    assertThat(second.join()).isEqualTo(first.join());
    assertThat(third.join()).isEqualTo(first.join());
    assertThat(keyed(DELAY).join()).isEqualTo(first.join());
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(150, 0, 0));
  }

  @Test
  void aKeyInFlightIsAnsweredOnceOverAChange() {
    CompletableFuture<DropResult> first = keyed(Duration.ZERO);
    change("attic.example.net");
    CompletableFuture<DropResult> second = keyed(Duration.ZERO);
    former.answer(new DropOutcome.Dropped());
    assertThat(second.join()).isEqualTo(first.join());
    linked();
    assertThat(keyed(Duration.ZERO).join()).isEqualTo(first.join());
    assertThat(house.board("d").order()).isEmpty();
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(150, 0, 0));
  }

  @Test
  void whatWaitsInTheQueueIsCalledOffByAChange() {
    CompletableFuture<DropResult> sent = drop(Duration.ZERO);
    CompletableFuture<DropResult> waiting = drop(Duration.ZERO);
    change("attic.example.net");
    assertThat(waiting.join().kind()).isEqualTo(Kind.OFFLINE);
    former.answer(new DropOutcome.Dropped());
    assertThat(sent.join().kind()).isEqualTo(Kind.DROPPED);
    ScriptedBoard now = linked();
    house.settle();
    assertThat(now.order()).isEmpty();
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(150, 0, 0));
  }
}
