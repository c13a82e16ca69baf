package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A request that is repeated at an appliance that only sends its order, and stops. */
class RepeatedElsewhereTest extends TwoScriptedHouses {

  @Override
  MachineSettings machine() {
    return ScriptedHouse.diallingIn(super.machine());
  }

  private static final Duration MOST = Duration.ofSeconds(15);
  private static final Duration DELAY = Duration.ofMinutes(10);

  private OrderedDrop ask(ScriptedHouse house, Duration delay) {
    return house.dispatcher.order(
        new DropRequest(bob, machine(house), 1, delay, Optional.of("key"), "test"));
  }

  /** The owner has it in memory. */
  private OrderedDrop accepted(OrderedDrop drop) {
    number(drop);
    until(() -> machine(north).status() == machine(south).status());
    exchange();
    return drop;
  }

  private void assertSameAnswer(OrderedDrop first, OrderedDrop again, Kind kind) {
    assertThat(end(first.result()).kind()).isEqualTo(kind);
    assertThat(end(again.result()).kind()).isEqualTo(kind);
    assertThat(again.result().join().dropId()).isEqualTo(first.result().join().dropId());
  }

  @Test
  void itIsAnsweredAsTheFirstWhenTheOwnerStops() {
    OrderedDrop first = accepted(ask(south, DELAY));
    OrderedDrop again = accepted(ask(north, DELAY));
    CompletableFuture<Void> stopped = north.dispatcher.stop(MOST);
    assertSameAnswer(first, again, Kind.CANCELLED);
    assertThat(stopped).succeedsWithin(ScriptedHouse.PATIENCE);
    assertThat(balance()).isEqualTo(new Balance(200, 0, 0));
    assertSound();
  }

  @Test
  void itIsAnsweredAsTheFirstWhileTheOwnerStops() {
    OrderedDrop sent = order(north);
    orderedAt(north, number(sent));
    OrderedDrop first = accepted(ask(south, DELAY));
    CompletableFuture<Void> stopped = north.dispatcher.stop(MOST);
    OrderedDrop again = ask(north, DELAY);
    assertSameAnswer(first, again, Kind.CANCELLED);
    north.board("d").answer(new DropOutcome.Dropped());
    assertThat(end(sent.result()).kind()).isEqualTo(Kind.DROPPED);
    assertThat(stopped).succeedsWithin(ScriptedHouse.PATIENCE);
    assertThat(balance()).isEqualTo(new Balance(150, 0, 0));
    assertSound();
  }

  @Test
  void itIsAnsweredAsTheFirstThatIsInFlightAsTheOwnerStops() {
    OrderedDrop first = ask(south, Duration.ZERO);
    orderedAt(north, number(first));
    OrderedDrop again = ask(north, Duration.ZERO);
    CompletableFuture<Void> stopped = north.dispatcher.stop(MOST);
    assertThat(stopped).isNotDone();
    north.board("d").answer(new DropOutcome.Dropped());
    assertSameAnswer(first, again, Kind.DROPPED);
    assertThat(stopped).succeedsWithin(ScriptedHouse.PATIENCE);
    assertThat(balance()).isEqualTo(new Balance(150, 0, 0));
    assertSound();
  }

  /** The appliance at which it was asked for has taken the machine meanwhile. */
  @Test
  void itIsAnsweredAsTheFirstWhereTheMachineCame() {
    OrderedDrop first = accepted(ask(south, DELAY));
    assertThat(north.dispatcher.stop(MOST)).succeedsWithin(ScriptedHouse.PATIENCE);
    until(() -> owns(south));
    exchange();
    OrderedDrop again = ask(south, DELAY);
    number(again);
    CompletableFuture<Void> stopped = south.dispatcher.stop(MOST);
    assertSameAnswer(first, again, Kind.CANCELLED);
    assertThat(stopped).succeedsWithin(ScriptedHouse.PATIENCE);
    assertThat(balance()).isEqualTo(new Balance(200, 0, 0));
    assertSound();
  }

  /** The machine's board has dialled the other appliance meanwhile. */
  @Test
  void itIsAnsweredAsTheFirstWhereTheMachineWas() {
    OrderedDrop first = accepted(ask(south, DELAY));
    south.link("d");
    exchange();
    north.board("d").reportState(BoardState.DOWN);
    until(() -> owns(south) && machine(south).status() == MachineStatus.UP);
    exchange();
    OrderedDrop again = ask(north, DELAY);
    number(again);
    CompletableFuture<Void> stopped = north.dispatcher.stop(MOST);
    assertSameAnswer(first, again, Kind.CANCELLED);
    assertThat(stopped).succeedsWithin(ScriptedHouse.PATIENCE);
    assertSound();
  }

  /** Nobody waits for it at the owner. */
  @Test
  void whatWasAskedForElsewhereAloneContinues() {
    OrderedDrop first = accepted(ask(south, DELAY));
    assertThat(north.dispatcher.stop(MOST)).succeedsWithin(ScriptedHouse.PATIENCE);
    until(() -> owns(south));
    south.link("d");
    time.advance(DELAY);
    orderedAt(south, number(first)).answer(new DropOutcome.Dropped());
    assertThat(end(first.result()).kind()).isEqualTo(Kind.DROPPED);
    assertSound();
  }
}
