package io.drinkd.appliance.crash.bank;

import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.process.RunningPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The database is killed, restarted, frozen, full, takes no writes, or ends its sessions. */
final class DatabaseFaults {

  private static final String FULL = "No space left on device";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private DatabaseFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault("database killed", false, DatabaseFaults::kill),
        new Fault("database restarted", false, DatabaseFaults::restart),
        new Fault("database frozen", false, DatabaseFaults::freeze),
        new Fault("sessions ended", false, DatabaseFaults::endSessions),
        new Fault("database read-only", false, DatabaseFaults::readOnly),
        new Fault("disk full", true, DatabaseFaults::fill),
        new Fault("replica promoted", false, DatabaseFaults::promote));
  }

  private static void pause(Random random, int leastMillis, int mostMillis) {
    BankHouse.pause(Duration.ofMillis(leastMillis + random.nextInt(mostMillis - leastMillis)));
  }

  private static String kill(BankHouse house, Random random) throws IOException {
    house.server().kill();
    pause(random, 0, 3_000);
    house.server().start();
    return "";
  }

  private static String restart(BankHouse house, Random random) throws IOException {
    house.server().stop();
    pause(random, 0, 1_000);
    house.server().start();
    return "";
  }

  private static String freeze(BankHouse house, Random random) {
    house.server().freeze(true);
    pause(random, 300, 6_000);
    house.server().freeze(false);
    return "";
  }

  private static String endSessions(BankHouse house, Random random) throws SQLException {
    house
        .server()
        .execute(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                + BankHouse.DATABASE
                + "'");
    return "";
  }

  private static String readOnly(BankHouse house, Random random) throws SQLException {
    RunningPostgres server = house.server();
    server.execute("postgres", "ALTER SYSTEM SET default_transaction_read_only = on");
    server.execute("postgres", "SELECT pg_reload_conf()");
    pause(random, 500, 4_000);
    server.execute("postgres", "ALTER SYSTEM RESET default_transaction_read_only");
    server.execute("postgres", "SELECT pg_reload_conf()");
    return "";
  }

  /** To the last byte, and more log is wanted; then somebody makes room, and restarts it. */
  private static String fill(BankHouse house, Random random) throws IOException {
    RunningPostgres server = house.server();
    Path ballast = server.data().resolveSibling("ballast");
    int before = said(server);
    BankDisk.fill(ballast);
    for (int i = 0; i < 5; i++) {
      try {
        // Each begins another file of its log.
        server.execute(BankHouse.DATABASE, "SELECT pg_switch_wal()");
        server.execute(BankHouse.DATABASE, "CHECKPOINT");
      } catch (SQLException e) {
        // Full, or away.
      }
      pause(random, 100, 600);
    }
    Files.delete(ballast);
    if (!server.isRunning()) {
      server.kill();
      server.startUnready();
    }
    server.awaitReady();
    return said(server) > before ? "the server ran out of room" : "";
  }

  /** The server waits for its replica, is killed in mid-traffic, and never comes back. */
  private static String promote(BankHouse house, Random random) throws IOException, SQLException {
    RunningPostgres follower = house.follower("follower");
    RunningPostgres server = house.server();
    server.execute("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'follower'");
    server.execute("postgres", "SELECT pg_reload_conf()");
    await("a synchronous replica")
        .atMost(PATIENCE)
        .until(
            () ->
                server
                    .list(
                        "postgres",
                        "SELECT sync_state FROM pg_stat_replication",
                        row -> row.getString(1))
                    .contains("sync"));
    pause(random, 300, 1_500);
    house.promote(follower);
    return "";
  }

  private static int said(RunningPostgres server) {
    return server.log().split(FULL, -1).length;
  }
}
