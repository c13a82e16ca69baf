package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two appliances with files for one machine; the one that does not own it stops first. */
@Tag(TestBooks.BANK_ONLY)
class StoppingSpareTest {

  @TempDir Path folder;
  private final ManualTimers time = new ManualTimers();
  private final BankAddress bank = TestBanks.createPatient();

  private ScriptedHouse house(String name) throws IOException {
    return ScriptedHouse.inBank(
        bank, folder, time, name, List.of(ScriptedHouse.machine("d", 50, 5)));
  }

  @Test
  void anApplianceThatStopsTakesNothingAnyMore() throws IOException {
    ScriptedHouse north = house("north");
    try (ScriptedHouse south = house("south")) {
      assertThat(north.store.owners().owns("d")).isTrue();
      assertThat(south.dispatcher.stop(Duration.ofSeconds(15)))
          .succeedsWithin(ScriptedHouse.PATIENCE);
      north.close();
      for (int looks = 0; looks < 4; looks++) {
        assertThat(south.store.progress()).succeedsWithin(ScriptedHouse.PATIENCE);
      }
      assertThat(south.store.owners().owns("d")).isFalse();
    }
  }
}
