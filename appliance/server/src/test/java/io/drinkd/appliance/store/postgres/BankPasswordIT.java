package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.process.RunningPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another password of the bank's role, while an appliance runs. */
class BankPasswordIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ROLE = "house";

  @TempDir Path folder;

  private record InFile(Path file) implements BankPassword.Source {

    @Override
    public String read() throws IOException {
      return Files.readString(file);
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }

  private static void become(RunningPostgres server, String password) throws SQLException {
    server.execute("postgres", "ALTER ROLE " + ROLE + " PASSWORD '" + password + "'");
    server.execute(
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + ROLE + "'");
  }

  private static void awaitAway(PostgresStore store, String... why) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(store.away().orElseThrow().getMessage()).contains(why).hasLineCount(1));
  }

  private static void awaitAllOfIt(PostgresStore store) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              store.check().join();
              long members = store.readNow(tx -> tx.first("SELECT 1", row -> row.getLong(1)).get());
              assertThat(members).isEqualTo(1);
            });
  }

  @Test
  void isTakenFromItsFileWithoutARestart() throws Exception {
    try (RunningPostgres server =
        RunningPostgres.create(folder.resolve("bank"))
            .admit(List.of("host all " + ROLE + " all scram-sha-256"), List.of())) {
      server.start();
      server.execute("postgres", "CREATE ROLE " + ROLE + " LOGIN PASSWORD 'first'");
      server.execute("postgres", "GRANT pg_read_all_stats TO " + ROLE);
      server.execute("postgres", "CREATE DATABASE drink OWNER " + ROLE);
      Path file = Files.writeString(folder.resolve("secret"), "first");
      BankAddress bank =
          new BankAddress(
              server.address("drink").hosts(),
              "drink",
              ROLE,
              BankPassword.in(new InFile(file), "first"),
              Optional.empty(),
              BankAddress.TAKEOVER);
      new BankSetup(bank, "north").init();
      try (PostgresStore store = PostgresStore.open(bank, "north", nanos -> {})) {
        become(server, "second");
        awaitAway(store, "refuses the password", file + ": write the right one there, which is");
        Files.writeString(file, "second");
        awaitAllOfIt(store);

        Files.delete(file);
        become(server, "third");
        awaitAway(store, file + " cannot be read now (", "does not exist", "it was the old one");
        become(server, "second");
        awaitAllOfIt(store);
      }
    }
  }
}
