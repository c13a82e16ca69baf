package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.process.RunningPostgres;
import io.drinkd.appliance.service.Bank;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.store.postgres.BankAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of a bank is started as a replica, and is promoted later. */
class DemotedBankIT {

  private static final String DATABASE = "drink";

  @Test
  void itIsSaidToTakeNoWritesUntilItIsPromoted(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("bank");
    try (RunningPostgres server = RunningPostgres.create(data)) {
      server.start();
      server.execute("postgres", "CREATE DATABASE " + DATABASE + " TEMPLATE template0");
      BankAddress bank = server.address(DATABASE);
      new Bank(bank, "test", folder).init(TestClaims.OPERATOR);
      try (ApplianceInBank north = new ApplianceInBank(folder, bank)) {
        Instant well = north.bank().since();
        server.stop();
        Files.createFile(data.resolve("standby.signal"));
        server.with("primary_conninfo", "host=127.0.0.1 port=1").start();
        north.awaitWrong(
            "the server takes no writes now", "The house is not ready just now", false);
        Instant since = north.bank().since();
        assertThat(since).isAfter(well);
        assertThat(readOnly(bank, folder))
            .hasValueSatisfying(
                why -> assertThat(why).contains("promote it if it is a replica", "is not seen at"));
        server.promote();
        north.awaitWell(since);
        assertThat(readOnly(bank, folder)).isEmpty();
      }
    }
  }

  private static Optional<String> readOnly(BankAddress bank, Path folder) {
    return new Bank(bank, "test", folder).status(TestClaims.OPERATOR).server().readOnly();
  }
}
