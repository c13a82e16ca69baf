package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.machine.BoardReadings;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.SlotReading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A machine of another appliance is shown, and answers, as at its own. */
class RemoteMachineTest extends TwoScriptedHouses {

  private Kind refusedAtSouth(DropOutcome.Refusal reason) {
    OrderedDrop drop = order(south);
    orderedAt(north, number(drop)).answer(new DropOutcome.Refused(reason, "scripted"));
    return end(drop.result()).kind();
  }

  @Test
  void theReasonOfARefusalIsTheExactOne() {
    assertThat(refusedAtSouth(DropOutcome.Refusal.DOOR_OPEN)).isEqualTo(Kind.DOOR_OPEN);
    assertThat(refusedAtSouth(DropOutcome.Refusal.JAMMED)).isEqualTo(Kind.MOTOR_JAMMED);
    assertThat(refusedAtSouth(DropOutcome.Refusal.UNSTATED)).isEqualTo(Kind.REFUSED);
  }

  @Test
  void whatWaitsEndsAsSoonAsTheMachineIsOutOfServiceElsewhere() {
    OrderedDrop first = order(north);
    ScriptedBoard board = orderedAt(north, number(first));
    OrderedDrop waiting = order(south);
    number(waiting);
    OrderedDrop own = order(north);
    number(own);
    north.settle();
    south.machines.takeOutOfService(machine(south), "being cleaned", "test").join();
    assertThat(end(waiting.result()).kind()).isEqualTo(Kind.OUT_OF_SERVICE);
    assertThat(end(own.result()).kind()).isEqualTo(Kind.OUT_OF_SERVICE);
    assertThat(board.order()).as("the first has not been answered yet").isPresent();
    board.answer(new DropOutcome.Dropped());
    assertThat(end(first.result()).kind()).isEqualTo(Kind.DROPPED);
    assertSound();
  }

  /** Such as when the bank is back: whoever asks for a drop then would be refused. */
  @Test
  void whatItsOwnerSaysIsShownAlsoIfItIsHeardLateThatItHasOne() {
    south.machines.ownerChanged("d").join();
    assertThat(status(south)).as(machine(south).statusReason()).isEqualTo(MachineStatus.UP);
    dropAt(south, north);
  }

  @Test
  void whatItsBoardReportsIsSeenEverywhere() {
    BoardListener reports = north.board("d").listener();
    reports.slotsReported(Map.of(1, SlotReading.counted(3), 2, SlotReading.of(false)));
    reports.temperatureMeasured("", 4.5);
    reports.temperatureMeasured("compressor", 41.25);
    reports.doorReported(true);
    reports.powerReported(PowerState.BATTERY_LOW);
    until(() -> machine(south).readings().door().isPresent());
    BoardReadings seen = machine(south).readings();
    assertThat(seen.door()).contains("open");
    assertThat(seen.power()).contains("battery-low");
    assertThat(seen.temperatures().get("compressor").celsius()).isEqualTo(41.25);
    assertThat(Duration.between(seen.doorOpen().orElseThrow().at(), time.clock().instant()))
        .isLessThan(Duration.ofSeconds(20));
    assertThat(seen.counts().get(1).value()).isEqualTo(3);
    assertThat(machine(south).slots()).isEqualTo(machine(north).slots());
    assertThat(machine(south).slot(2).orElseThrow().available()).isZero();
    reports.slotsReported(Map.of(2, SlotReading.of(true)));
    until(() -> machine(south).slot(2).orElseThrow().available() == 5);
    assertThat(List.copyOf(machine(south).slots())).isEqualTo(machine(north).slots());
  }
}
