package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.SlotReading;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two appliances with one bank, and a machine whose board dials one of them, and then another. */
class MovingMachineTest extends TwoScriptedHouses {

  @Override
  MachineSettings machine() {
    return ScriptedHouse.diallingIn(super.machine());
  }

  /** Its link ends: it reports the state before the outcome of its order. */
  private static void cut(ScriptedBoard board) {
    board.reportState(BoardState.DOWN);
    board.answer(new DropOutcome.Unknown("cut"));
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
  void whatIsDelayedGoesAlongHoweverOftenTheMachineMoves() {
    DropRequest later =
        new DropRequest(bob, machine(north), 1, Duration.ofMinutes(10), Optional.empty(), "test");
    long orderedNanos = time.nanoTime();
    OrderedDrop delayed = north.dispatcher.order(later);
    long id = number(delayed);
    move(north, south);
    move(south, north);
    move(north, south);
    time.advance(later.delay().minusNanos(time.nanoTime() - orderedNanos));
    orderedAt(south, id).answer(new DropOutcome.Dropped());
    assertThat(end(delayed.result()).kind()).isEqualTo(Kind.DROPPED);
    assertSound();
  }

  /** The board leaves one appliance and dials the other. */
  private void move(ScriptedHouse from, ScriptedHouse to) {
    to.link("d");
    exchange();
    ScriptedBoard left = from.board("d");
    left.reportState(BoardState.DOWN);
    until(() -> owns(to) && status(to) == MachineStatus.UP);
    until(() -> from.board("d") != left);
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
