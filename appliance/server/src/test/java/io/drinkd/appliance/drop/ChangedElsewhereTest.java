package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.SecretText;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.driver.DropOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The file of a machine of two appliances changes at one of them. */
class ChangedElsewhereTest extends TwoScriptedHouses {

  @Override
  MachineSettings machine() {
    return ScriptedHouse.diallingIn(super.machine());
  }

  private MachineSettings other(String password) {
    MachineSettings before = machine();
    BoardAccess board = before.board();
    return new MachineSettings(
        before.id(),
        before.name(),
        before.aliases(),
        before.location(),
        before.publicAddress(),
        new BoardAccess(
            board.driver(),
            board.link(),
            board.tls(),
            Optional.of(new SecretText(password)),
            board.times(),
            board.settings()),
        before.contents());
  }

  @Test
  void aChangeWhereItIsNotHad() {
    OrderedDrop delayed =
        south.dispatcher.order(
            new DropRequest(
                bob, machine(south), 1, Duration.ofMinutes(5), Optional.of("k"), "test"));
    number(delayed);
    exchange();
    south.machines.change(List.of(other("a")));
    south.machines.change(List.of(other("b")));
    until(() -> status(south) == MachineStatus.UP);
    assertThat(owns(south)).isFalse();
    dropAt(south, north);
    north.machines.change(List.of(other("b")));
    until(() -> north.board("d") != null && owns(north));
    exchange();
    north.link("d");
    until(() -> status(north) == MachineStatus.UP && status(south) == MachineStatus.UP);
    time.advance(Duration.ofMinutes(5));
    until(() -> north.board("d").order().isPresent());
    orderedAt(north, number(delayed)).answer(new DropOutcome.Dropped());
    assertThat(end(delayed.result()).kind()).isEqualTo(Kind.DROPPED);
    OrderedDrop again =
        north.dispatcher.order(
            new DropRequest(
                bob, machine(north), 1, Duration.ofMinutes(5), Optional.of("k"), "test"));
    assertThat(end(again.result()).dropId()).isEqualTo(number(delayed));
    assertSound();
  }

  @Test
  void aMachineIsNotTakenBeforeTheOrderInFlightAtAFormerBoardHasEnded() {
    OrderedDrop sent = order(north);
    orderedAt(north, number(sent));
    north.machines.change(List.of(other("a")));
    north.machines.change(List.of());
    exchange();
    assertThat(owns(south)).as("an order is in flight at the north").isFalse();
    north.board("d").answer(new DropOutcome.Dropped());
    assertThat(end(sent.result()).kind()).isEqualTo(Kind.DROPPED);
    until(() -> owns(south));
    assertSound();
  }
}
