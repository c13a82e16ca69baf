package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.BankProxy;
import io.drinkd.appliance.store.postgres.TestBanks;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an admin reads of an appliance whose bank is slow, full or takes no writes. */
class BankConditionTest {

  @TempDir Path folder;
  private final BankAddress bank = TestBanks.create();
  private BankProxy proxy;
  private ApplianceInBank north;

  @BeforeEach
  void start() throws Exception {
    proxy = new BankProxy(bank);
    north = new ApplianceInBank(folder, proxy.address());
  }

  @AfterEach
  void stop() throws IOException {
    north.close();
    proxy.close();
  }

  /** As the server's administrator, on the bank's own database. */
  private void administer(String... statements) throws SQLException {
    try (Connection connection = TestBanks.connect(bank);
        Statement statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = off");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void aSlowBankIsSaidToBeSlowUntilItIsNot() throws Exception {
    proxy.slow(Duration.ofMillis(250));
    north.awaitWrong("ms, expected 500 at most; see to the database", "See to the database", true);
    Instant since = north.bank().since();
    assertThat(north.bank().since()).as("it is the same slowness").isEqualTo(since);
    proxy.slow(Duration.ZERO);
    north.awaitWell(since);
  }

  @Test
  void aBankThatTakesNoWritesIsSaidToTakeNoneUntilItDoes() throws Exception {
    Instant well = north.bank().since();
    administer(
        "ALTER DATABASE " + bank.database() + " SET default_transaction_read_only = on",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + bank.database()
            + "' AND pid <> pg_backend_pid()");
    north.awaitWrong(
        "the server takes no writes now", "owns no machine, and cannot use the bank", false);
    Instant since = north.bank().since();
    assertThat(since).isAfter(well);
    administer(
        "ALTER DATABASE " + bank.database() + " RESET default_transaction_read_only",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + bank.database()
            + "' AND pid <> pg_backend_pid()");
    north.awaitWell(since);
  }

  /** The server says so as it does when its disk is full, of which it has one for all banks. */
  @Test
  void aBankWithoutRoomIsSaidToHaveNoneUntilItHas() throws Exception {
    administer(
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
            + " 'could not extend file' USING ERRCODE = 'disk_full'; END $$",
        "CREATE TRIGGER no_room BEFORE UPDATE ON bank_epoch FOR EACH ROW EXECUTE FUNCTION"
            + " no_room()");
    north.awaitWrong(
        "there is no room on the server's disk", "owns no machine, and cannot use the bank", false);
    Instant since = north.bank().since();
    assertThat(north.bank().since()).as("it is the same want of room").isEqualTo(since);
    administer("DROP TRIGGER no_room ON bank_epoch");
    north.awaitWell(since);
  }
}
