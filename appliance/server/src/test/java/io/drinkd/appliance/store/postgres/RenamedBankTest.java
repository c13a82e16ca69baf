package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The database of a running appliance is renamed. */
class RenamedBankTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void whoHasHadItIsNotSentToMakeAnEmptyOne() {
    BankAddress bank = TestBanks.create();
    String name = bank.database();
    try (PostgresStore store = PostgresStore.open(bank, "north", nanos -> {})) {
      TestBanks.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
      TestBanks.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(
              () -> {
                TestBanks.execute("ALTER DATABASE " + name + " RENAME TO " + name + "_away");
                return true;
              });
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(store.away())
                      .hasValueSatisfying(
                          why ->
                              assertThat(why)
                                  .hasMessageContaining(
                                      "is not there any more; put it back under this name")
                                  .hasMessageNotContaining("bank init")));
      TestBanks.execute("ALTER DATABASE " + name + "_away RENAME TO " + name);
      TestBanks.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
      await().atMost(PATIENCE).until(() -> store.away().isEmpty());
    }
  }
}
