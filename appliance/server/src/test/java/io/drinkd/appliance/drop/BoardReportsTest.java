package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.BoardReadings;
import io.drinkd.appliance.machine.BoardReadings.Reported;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.DropOutcome.Refusal;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.testkit.ManualTimers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a board reports of a drop and of its machine, and where that is seen. */
class BoardReportsTest {

  @TempDir Path data;

  private final ManualTimers time = new ManualTimers();
  private ScriptedHouse house;
  private MemberRecord bob;

  @BeforeEach
  void open() throws Exception {
    house = new ScriptedHouse(data, time, List.of(ScriptedHouse.machine("d", 50, 5)));
    bob = house.member("bob", 1000);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private DropResult answered(DropOutcome outcome) {
    CompletableFuture<DropResult> result = house.dispatcher.drop(house.request(bob, "d", 1));
    house.settle();
    house.board("d").answer(outcome);
    return result.join();
  }

  @ParameterizedTest
  @CsvSource({
    "EMPTY, 100, empty",
    "JAMMED, 175, motor-jammed",
    "MOTOR, 177, motor-failed",
    "BUSY, 152, busy",
    "DOOR_OPEN, 150, door-open",
    "NO_SUCH_SLOT, 409, no-such-slot",
    "POWER, 150, no-power",
    "UNSTATED, 101, drop-refused"
  })
  void theReasonOfABoardIsTheMembersRefusalAndNothingIsPaid(
      Refusal reason, int number, String word) {
    DropResult result = answered(new DropOutcome.Refused(reason, "status byte 0x41"));

    var refused = catchThrowableOfType(RefusedException.class, result::requireDrink);
    assertThat(refused.refusal().number()).isEqualTo(number);
    assertThat(refused.refusal().word()).isEqualTo(word);
    assertThat(result.detail()).isEqualTo("status byte 0x41");
    assertThat(result.available()).isEqualTo(1000);
  }

  @Test
  void whatShowsThatADrinkFellIsItsDetail() {
    DropResult result = answered(new DropOutcome.Dropped("the drop sensor saw a can fall"));

    assertThat(result.detail()).isEqualTo("the drop sensor saw a can fall");
    assertThat(result.available()).isEqualTo(950);
  }

  @Test
  void readingsAreKeptWithTheirTimes() {
    Instant now = time.clock().instant();
    BoardListener board = house.board("d").listener();
    board.temperatureMeasured("", 4.5);
    board.temperatureMeasured("compressor", 60.0);
    board.doorReported(true);
    board.powerReported(PowerState.BATTERY);
    board.slotsReported(Map.of(1, SlotReading.counted(0)));

    var machine = house.machines.find("d").orElseThrow();
    BoardReadings readings = machine.readings();
    assertThat(machine.temperatureCelsius()).contains(4.5);
    assertThat(readings.temperatures()).containsOnlyKeys("compressor");
    assertThat(readings.temperatures().get("compressor").at()).isEqualTo(now);
    assertThat(readings.doorOpen()).contains(new Reported<>(true, now));
    assertThat(readings.power()).contains("battery");
    assertThat(readings.counts()).containsExactly(Map.entry(1, new Reported<>(0, now)));
    assertThat(machine.slot(1).orElseThrow().state()).isEqualTo("empty");
  }
}
