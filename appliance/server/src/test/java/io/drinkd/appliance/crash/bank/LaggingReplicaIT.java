package io.drinkd.appliance.crash.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.process.RunningPostgres;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica for which nobody waited, and that lags, takes the place of the database. */
class LaggingReplicaIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static String drop(BankHouse house, int appliance) throws IOException {
    try (LineClient line = LineClient.greeted(house.open(appliance).orElseThrow())) {
      line.ask("IBUTTON " + Member.name(appliance));
      line.ask("MACHINE " + BankHouse.machine(appliance));
      return line.ask("DROP 1");
    }
  }

  private static void awaitDrop(BankHouse house, int appliance) {
    Awaitility.await().atMost(PATIENCE).until(() -> drop(house, appliance).startsWith("OK"));
  }

  @Test
  void appliancesEndThatKnowMoreThanTheDatabase(@TempDir Path folder) throws Exception {
    try (BankHouse house = new BankHouse(folder, Optional.empty())) {
      RunningPostgres follower = house.follower("follower");
      for (int i = 0; i < BankHouse.APPLIANCES; i++) {
        awaitDrop(house, i);
      }
      follower.stop();
      // Of these it knows nothing.
      for (int i = 0; i < BankHouse.APPLIANCES; i++) {
        awaitDrop(house, i);
      }
      house.server().kill();
      follower.start();
      house.promote(follower);

      for (int i = 0; i < BankHouse.APPLIANCES; i++) {
        assertThat(house.awaitEnd(i)).isEqualTo(ExitCode.IN_USE);
      }
      // One is enough: it takes all machines.
      house.start(0);
      awaitDrop(house, 0);
    }
  }
}
