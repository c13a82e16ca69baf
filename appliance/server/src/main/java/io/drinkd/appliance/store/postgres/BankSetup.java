package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.SqlFailure;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
   * @param server what serves it
   * @param tables the version of its tables; 0 if there are none
   * @param expected the version that this program works with
   * @param moved that it was put back from a dump, or moved, and what to do; empty if it was not
   * @param appliances those that have been here, by name
   * @param machines those that anybody has owned, by id
   */
  public record Status(
      Server server,
      int tables,
      int expected,
      Optional<String> moved,
      List<Presence> appliances,
      List<Ownership> machines) {}

  /**
   * What serves it.
   *
   * @param version that of PostgreSQL
   * @param encrypted whether the connection with it is
   * @param bytes how large the database is
   * @param readOnly why it takes no writes now, or not from this user, and what to do; empty if it
   *     does
   */
  public record Server(String version, boolean encrypted, long bytes, Optional<String> readOnly) {}

  /**
   * An appliance that has been here.
   *
   * @param name its name
   * @param present whether it has the bank now
   * @param since when it last took it, and not an operator's command in its name, by the server's
   *     clock
   * @param batches how many batches it has written since
   * @param takeover its time for a takeover, in ms; if it was here only by commands, that of this
   *     process for its own name, and empty for others
   */
  public record Presence(
      String name, boolean present, Instant since, long batches, Optional<Long> takeover) {}

  /**
   * A machine that somebody has owned.
   *
   * @param machine its id
   * @param appliance who owned it last
   * @param owned whether it is owned now
   * @param since when it was taken, by the clock of that appliance
   */
  public record Ownership(String machine, String appliance, boolean owned, Instant since) {}

  /** The version of the tables that this program works with. */
  public static final int VERSION = BankTables.VERSION;

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
            throw new StoreException(
                Kind.REFUSED,
                "the bank "
                    + connections.address()
                    + " has tables already; see drinkd bank status");
          }
          here.rollback();
          int version = migrated();
          BankPlace.write(here.transaction());
          here.commit();
          return version;
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
            throw unusable(
                "has no tables; if it should have some, correct url:, or put back the database that"
                    + " has them; for a new bank: drinkd bank init");
          }
          if (version > BankTables.VERSION) {
            throw new StoreException(
                Kind.UNSOUND,
                "the bank "
                    + connections.address()
                    + " was written by a newer version of drinkd; install that version here");
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
              ? connections.reason(cause)
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
        int done = step.run(here);
        here.release();
        return done;
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
      Connection connection = connections.open(BankConnections.Use.LOOKING);
      try {
        return status(new JdbcTransaction(connection));
      } finally {
        BankConnections.close(connection);
      }
    } catch (SQLException e) {
      throw BankFailure.of("reading", connections.address(), e);
    }
  }

  private Status status(Transaction tx) throws SQLException {
    int tables = BankTables.version(tx);
    return new Status(
        server(tx),
        tables,
        BankTables.VERSION,
        // Other tables are brought up to date first.
        tables != BankTables.VERSION || BankPlace.isHere(tx)
            ? Optional.empty()
            : Optional.of(BankPlace.MOVED),
        tables == 0 ? List.of() : appliances(tx),
        tables == 0 ? List.of() : machines(tx));
  }

  private Server server(Transaction tx) throws SQLException {
    boolean lacksRights = lacksRights(tx);
    return tx.first(
            """
            SELECT current_setting('server_version'), coalesce(s.ssl, false),
              pg_database_size(current_database()),
              current_setting('default_transaction_read_only')::boolean, pg_is_in_recovery()
            FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid()\
            """,
            row ->
                new Server(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getLong(3),
                    readOnly(row.getBoolean(4), row.getBoolean(5))))
        .map(server -> server.readOnly.isPresent() || !lacksRights ? server : withoutRights(server))
        .orElseThrow();
  }

  private Server withoutRights(Server server) {
    return new Server(
        server.version,
        server.encrypted,
        server.bytes,
        Optional.of(connections.reason(new SQLException("no right", SqlFailure.NO_RIGHT))));
  }

  /** Whether this user may not write all tables; what is written once is never edited. */
  private static boolean lacksRights(Transaction tx) throws SQLException {
    return tx.first(
            """
            SELECT EXISTS (
              SELECT 1 FROM pg_class c
              WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
                AND c.relname NOT LIKE 'flyway%'
                AND NOT (has_table_privilege(c.oid, 'INSERT')
                  AND (has_table_privilege(c.oid, 'UPDATE') OR EXISTS (
                    SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'is_final'))))\
            """,
            row -> row.getBoolean(1))
        .orElseThrow();
  }

  private Optional<String> readOnly(boolean set, boolean replica) {
    return Optional.of(connections.reason(BankFailure.readOnly("it is read-only")))
        .map(why -> replica ? why + "; who has the bank is not seen at a replica" : why)
        .filter(why -> set || replica);
  }

  private List<Presence> appliances(Transaction tx) throws SQLException {
    Set<Long> present = BankLocks.present(tx);
    return tx.list(
        """
        SELECT a.id, a.name, e.taken_at, e.batch,
          coalesce(a.takeover, CASE WHEN a.name = ? THEN ? END) FROM bank_appliance a
        JOIN bank_epoch e ON e.id = coalesce(
          (SELECT max(id) FROM bank_epoch WHERE appliance = a.id AND command = 0),
          (SELECT max(id) FROM bank_epoch WHERE appliance = a.id))
        ORDER BY a.name\
        """,
        row ->
            new Presence(
                row.getString(2),
                present.contains(row.getLong(1)),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getLong(4),
                Optional.of(row.getLong(5)).filter(millis -> millis > 0)),
        connections.appliance(),
        connections.address().takeover().toMillis());
  }

  private static List<Ownership> machines(Transaction tx) throws SQLException {
    Set<Long> owned = BankLocks.owned(tx);
    return tx.list(
        """
        SELECT m.id, m.machine, a.name, m.taken_at FROM bank_machine m
        JOIN bank_appliance a ON a.id = m.appliance ORDER BY m.machine\
        """,
        row ->
            new Ownership(
                row.getString(2),
                row.getString(3),
                owned.contains(row.getLong(1)),
                Instant.ofEpochMilli(row.getLong(4))));
  }

  private StoreException unusable(String why) {
    return new StoreException(Kind.UNUSABLE, "the bank " + connections.address() + " " + why);
  }
}
