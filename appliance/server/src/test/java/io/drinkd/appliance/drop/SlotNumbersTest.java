package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.MachineSettings.SlotSettings;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slots have the numbers that their board gives them, and many boards count from 0. */
class SlotNumbersTest {

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(ints = {0, 999})
  void aDrinkFallsFromTheLowestAndTheHighest(int slot) throws IOException {
    var machine =
        ScriptedHouse.machine(
            "d", List.of(new SlotSettings(0, "Coke", 50, 5), new SlotSettings(999, "Tea", 50, 5)));
    try (var house = new ScriptedHouse(data, new ManualTimers(), List.of(machine))) {
      MemberRecord bob = house.member("bob", 100);
      CompletableFuture<DropResult> result = house.dispatcher.drop(house.request(bob, "d", slot));
      Awaitility.await().until(() -> house.board("d").order().isPresent());

      assertThat(house.board("d").order().orElseThrow().slot()).isEqualTo(slot);
      house.board("d").answer(new DropOutcome.Dropped());

      assertThat(result.join().kind()).isEqualTo(Kind.DROPPED);
      assertThat(house.machines.find("d").orElseThrow().slot(slot).orElseThrow().available())
          .isEqualTo(4);
    }
  }
}
