package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two appliances with one bank, and a machine whose board dials one of them, and then another. */
class MovingMachineTest {

  /** No more than passes really: what waits does so by this clock, and the bank by its own. */
  private static final Duration STEP = Duration.ofMillis(200);

  @TempDir Path folder;
  private final ManualTimers time = new ManualTimers();
  private final BankAddress bank = TestBanks.create();
  private ScriptedHouse north;
  private ScriptedHouse south;
  private MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    north = house("north");
    bob = north.member("bob", 200);
    south = house("south");
    until(() -> status(south) == MachineStatus.UP);
  }

  private ScriptedHouse house(String name) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    TestBooks.keepIn(bank, data);
    return new ScriptedHouse(
        data, time, name, List.of(ScriptedHouse.diallingIn(ScriptedHouse.machine("d", 50, 5, 5))));
  }

  @AfterEach
  void close() {
    north.close();
    south.close();
  }

  private static Machine machine(ScriptedHouse house) {
    return house.machines.find("d").orElseThrow();
  }

  private static MachineStatus status(ScriptedHouse house) {
    return machine(house).status();
  }

  private static boolean owns(ScriptedHouse house) {
    return house.store.owners().owns("d");
  }

  /** Time passes until then. */
  private void until(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(ScriptedHouse.PATIENCE)
        .until(
            () -> {
              time.advance(STEP);
              return condition.call();
            });
  }

  private OrderedDrop order(ScriptedHouse house) {
    return house.dispatcher.order(
        new DropRequest(bob, machine(house), 1, Duration.ZERO, Optional.empty(), "test"));
  }

  private DropResult end(CompletableFuture<DropResult> result) {
    until(result::isDone);
    return result.join();
  }

  private long number(OrderedDrop drop) {
    until(drop.number()::isDone);
    assertThat(drop.number().join()).isPositive();
    return drop.number().join();
  }

  private ScriptedBoard orderedAt(ScriptedHouse house, long drop) {
    until(() -> house.board("d").order().filter(one -> one.dropId() == drop).isPresent());
    return house.board("d");
  }

  private void dropAt(ScriptedHouse asked, ScriptedHouse owner) {
    OrderedDrop drop = order(asked);
    orderedAt(owner, number(drop)).answer(new DropOutcome.Dropped());
    assertThat(end(drop.result()).kind()).isEqualTo(Kind.DROPPED);
  }

  /** What appliances say of their links is heard. */
  private void exchange() {
    for (int i = 0; i < 4; i++) {
      time.advance(Duration.ofSeconds(1));
      north.settle();
      south.settle();
    }
  }

  /** Its link ends: it reports the state before the outcome of its order. */
  private static void cut(ScriptedBoard board) {
    board.reportState(BoardState.DOWN);
    board.answer(new DropOutcome.Unknown("cut"));
  }

  private Balance balance() {
    return south.store.readNow(tx -> south.ledger.balance(tx, bob.account()));
  }

  private void assertSound() {
    assertThat(BooksVerifier.verify(south.store).join().disagreements()).isEmpty();
  }

  @Test
  void aSecondLinkChangesNothingWhileTheOwnerHasOne() {
    south.link("d");
    exchange();
    assertThat(owns(north)).isTrue();
    assertThat(status(north)).isEqualTo(MachineStatus.UP);
    dropAt(south, north);
    assertThat(south.board("d").order()).isEmpty();
    assertSound();
  }

  @Test
  void whoeverHasTheLinkHasTheMachine() {
    south.link("d");
    exchange();
    ScriptedBoard before = north.board("d");
    before.reportState(BoardState.DOWN);
    until(() -> owns(south) && status(south) == MachineStatus.UP);
    assertThat(south.store.owners().untilOrders("d")).as("it was left in good order").isZero();
    until(() -> status(north) == MachineStatus.UP);
    dropAt(north, south);
    until(() -> north.board("d") != before);
    north.board("d").reportState(BoardState.UP);
    exchange();
    assertThat(owns(south)).isTrue();
    south.board("d").reportState(BoardState.DOWN);
    until(() -> owns(north) && status(south) == MachineStatus.UP);
    until(() -> owns(north) && status(north) == MachineStatus.UP);
    dropAt(south, north);
    assertThat(balance()).isEqualTo(new Balance(100, 0, 0));
    assertSound();
  }

  @Test
  void aMachineWithoutAnyLinkStaysWhereItIs() {
    north.board("d").reportState(BoardState.DOWN);
    exchange();
    assertThat(owns(north)).isTrue();
    until(() -> status(south) == MachineStatus.DOWN);
    north.board("d").reportState(BoardState.UP);
    until(() -> status(south) == MachineStatus.UP);
    dropAt(south, north);
  }

  @Test
  void whatWaitsGoesAlong() {
    OrderedDrop sent = order(north);
    ScriptedBoard board = orderedAt(north, number(sent));
    OrderedDrop ofNorth = order(north);
    number(ofNorth);
    OrderedDrop ofSouth = order(south);
    number(ofSouth);
    exchange();
    cut(board);
    south.link("d");
    for (int cans = 0; cans < 2; cans++) {
      until(() -> south.board("d").order().isPresent());
      south.board("d").answer(new DropOutcome.Dropped());
    }
    assertThat(end(sent.result()).kind()).isEqualTo(Kind.IN_DOUBT);
    assertThat(end(ofNorth.result()).kind()).isEqualTo(Kind.DROPPED);
    assertThat(end(ofSouth.result()).kind()).isEqualTo(Kind.DROPPED);
    assertThat(balance()).isEqualTo(new Balance(100, 50, 0));
    assertSound();
  }

  @Test
  void whatWaitsForABoardThatComesBackFallsThere() {
    OrderedDrop sent = order(north);
    ScriptedBoard board = orderedAt(north, number(sent));
    OrderedDrop waiting = order(north);
    number(waiting);
    cut(board);
    time.advance(STEP);
    board.reportState(BoardState.UP);
    orderedAt(north, number(waiting)).answer(new DropOutcome.Dropped());
    assertThat(end(waiting.result()).kind()).isEqualTo(Kind.DROPPED);
    assertSound();
  }

  @Test
  void whatWaitsForABoardThatStaysAwayIsCancelled() {
    OrderedDrop sent = order(north);
    ScriptedBoard board = orderedAt(north, number(sent));
    OrderedDrop waiting = order(north);
    number(waiting);
    cut(board);

    assertThat(end(waiting.result()).kind()).isEqualTo(Kind.OFFLINE);
    assertThat(balance()).isEqualTo(new Balance(200, 50, 0));
    assertSound();
  }

  @Test
  void whatTheOtherBoardSaysCountsFromTheTakingOn() {
    north.board("d").listener().temperatureMeasured("", 4);
    until(() -> machine(south).temperatureCelsius().equals(Optional.of(4.0)));
    south.link("d");
    south.board("d").listener().temperatureMeasured("", 9);
    south.board("d").listener().slotsReported(Map.of(2, SlotReading.of(false)));
    exchange();
    assertThat(machine(south).temperatureCelsius()).contains(4.0);
    assertThat(machine(south).slot(2).orElseThrow().available()).isEqualTo(5);
    north.board("d").reportState(BoardState.DOWN);
    until(() -> owns(south) && status(south) == MachineStatus.UP);
    assertThat(machine(south).temperatureCelsius()).contains(9.0);
    assertThat(machine(south).slot(2).orElseThrow().available()).isZero();
  }
}
