package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The database of a running appliance is renamed. */
class RenamedBankTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BankAddress bank = TestBanks.create();
  private final String name = bank.database();

  @Test
  void whoHasHadItIsNotSentToMakeAnEmptyOne() {
    try (PostgresStore store = PostgresStore.open(bank, "north", nanos -> {})) {
      renameAway();
      awaitWhy(store, "is not there any more; put it back under this name");
      renameBack();
      await().atMost(PATIENCE).until(() -> store.away().isEmpty());
    }
  }

  @Test
  void anEmptyOneUnderItsNameIsSaidToBeAnotherOne() {
    try (PostgresStore store = PostgresStore.open(bank, "north", nanos -> {})) {
      renameAway();
      TestBanks.execute("CREATE DATABASE " + name);
      awaitWhy(store, "has no books in it, so it is not the one which this appliance had");
      assertThat(store.away().orElseThrow())
          .hasMessageContaining("put that one back under this name");
      TestBanks.execute("DROP DATABASE " + name + " WITH (FORCE)");
      renameBack();
      await().atMost(PATIENCE).until(() -> store.away().isEmpty());
    }
  }

  private void renameAway() {
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
  }

  private void renameBack() {
    TestBanks.execute("ALTER DATABASE " + name + "_away RENAME TO " + name);
    TestBanks.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
  }

  private static void awaitWhy(PostgresStore store, String text) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(store.away())
                    .hasValueSatisfying(
                        why ->
                            assertThat(why)
                                .hasMessageContaining(text)
                                .hasMessageNotContaining("bank init")));
  }
}
