package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The tables of a bank: made, brought up to date, looked at. A start of an appliance does none of
 * that. Each method blocks, and throws a {@link StoreException} if the bank cannot be used.
 */
public final class BankSetup {

  /**
   * How a bank is.
   *
   * @param server the version of its server
   * @param encrypted whether the connection with it is
   * @param bytes how large the database is
   * @param tables the version of its tables; 0 if there are none
   * @param expected the version that this program works with
   * @param last who took it last; empty if nobody did, or there are no tables
   * @param taken whether a process has it now
   */
  public record Status(
      String server,
      boolean encrypted,
      long bytes,
      int tables,
      int expected,
      Optional<Taking> last,
      boolean taken) {}

  /**
   * A taking of the bank.
   *
   * @param appliance by whom
   * @param since when, by the clock of that process
   * @param batches how many batches it has written
   */
  public record Taking(String appliance, Instant since, long batches) {}

  private final BankConnections connections;

  /**
   * @param appliance the name of this one
   */
  public BankSetup(BankAddress address, String appliance) {
    this.connections = new BankConnections(address, appliance);
  }

  /**
   * Makes the tables in a database that has none.
   *
   * @return their version
   */
  public int init() {
    return whileLocked(
        here -> {
          if (BankTables.version(here.transaction()) != 0) {
            throw unusable("has tables already; see drinkd bank status");
          }
          here.rollback();
          return migrated();
        });
  }

  /**
   * Brings the tables up to date, while no appliance has the bank.
   *
   * @return the version that they had
   */
  public int migrate() {
    return whileLocked(
        here -> {
          int version = BankTables.version(here.transaction());
          here.rollback();
          if (version == 0) {
            throw unusable("has no tables; make them: drinkd bank init");
          }
          if (version > BankTables.VERSION) {
            throw unusable("was written by a newer version; run that");
          }
          migrated();
          return version;
        });
  }

  private int migrated() {
    try {
      Flyway.configure()
          .dataSource(connections.source(BankConnections.Use.WORK))
          .locations(BankTables.SCRIPTS)
          .loggers("slf4j")
          .load()
          .migrate();
      return BankTables.VERSION;
    } catch (FlywayException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      String why =
          root instanceof SQLException cause
              ? BankFailure.reason(cause)
              : "it has tables of something else, or others than this version makes; a database of"
                  + " drinkd's own is needed";
      throw new StoreException(
          Kind.UNUSABLE, "the tables of the bank " + connections.address() + ": " + why, e);
    }
  }

  private interface Step {
    int run(BankSession here) throws SQLException;
  }

  private int whileLocked(Step step) {
    try {
      BankSession here = BankSession.openForWork(connections);
      try {
        here.lock();
        return step.run(here);
      } finally {
        here.close();
      }
    } catch (SQLException e) {
      throw BankFailure.of("opening", connections.address(), e);
    }
  }

  /** How it is; changes nothing, and whoever has it is not disturbed. */
  public Status status() {
    try {
      Connection connection = connections.open(BankConnections.Use.READING);
      try {
        return status(new JdbcTransaction(connection));
      } finally {
        BankConnections.close(connection);
      }
    } catch (SQLException e) {
      throw BankFailure.of("reading", connections.address(), e);
    }
  }

  private static Status status(Transaction tx) throws SQLException {
    int tables = BankTables.version(tx);
    Optional<Taking> last =
        tables == 0
            ? Optional.empty()
            : tx.first(
                "SELECT appliance, taken_at, batch FROM bank_epoch ORDER BY id DESC LIMIT 1",
                row ->
                    new Taking(
                        row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getLong(3)));
    boolean taken = BankSession.isTaken(tx);
    return tx.first(
            """
            SELECT current_setting('server_version'), coalesce(s.ssl, false),
              pg_database_size(current_database())
            FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid()\
            """,
            row ->
                new Status(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getLong(3),
                    tables,
                    BankTables.VERSION,
                    last,
                    taken))
        .orElseThrow();
  }

  private StoreException unusable(String why) {
    return new StoreException(Kind.UNUSABLE, "the bank " + connections.address() + " " + why);
  }
}
