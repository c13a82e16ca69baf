package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.appliance.store.jdbc.JdbcTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The connection on which batches are written. A lock of its session says that this process has the
 * bank: the server releases it when the session ends, however that happens. Each taking of the bank
 * makes a row with a greater number, the epoch, and a batch is refused once there is a greater one
 * than its own. Not safe for threads.
 */
final class BankSession {

  /** The first half of the keys of all locks of drinkd. */
  private static final int LOCKS = 0x6472_696e;

  /** For the transaction of a batch: they follow each other. */
  private static final int BATCH = 1;

  /** For the session of whoever has the bank. */
  private static final int BANK = 2;

  private static final String LOCK_BATCH =
      "SELECT pg_advisory_xact_lock(" + LOCKS + ", " + BATCH + ")";
  private static final String TRY_LOCK_BANK =
      "SELECT pg_try_advisory_lock(" + LOCKS + ", " + BANK + ")";

  /**
   * The server's process of a session.
   *
   * @param pid its number, which another one may have later
   * @param since when it began, as the server writes it
   */
  record Backend(int pid, String since) {}

  /**
   * The bank was taken.
   *
   * @param number of this taking
   * @param left whether whoever had it before has left it, and sends no orders any more
   */
  record Epoch(long number, boolean left) {}

  private final BankConnections connections;
  private final Connection connection;
  private final JdbcTransaction transaction;
  private final Backend backend;

  private BankSession(BankConnections connections, Connection connection) throws SQLException {
    this.connections = connections;
    this.connection = connection;
    this.transaction = new JdbcTransaction(connection, true);
    this.backend =
        transaction
            .first(
                "SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()",
                row -> new Backend(row.getInt(1), row.getString(2)))
            .orElseThrow();
    connection.rollback();
  }

  /** A new session, that has nothing yet. */
  static BankSession open(BankConnections connections) throws SQLException {
    return open(connections, BankConnections.Use.WRITING);
  }

  /** The same for work on the tables, which may take its time. */
  static BankSession openForWork(BankConnections connections) throws SQLException {
    return open(connections, BankConnections.Use.WORK);
  }

  private static BankSession open(BankConnections connections, BankConnections.Use use)
      throws SQLException {
    Connection connection = connections.open(use);
    try {
      return new BankSession(connections, connection);
    } catch (SQLException | RuntimeException e) {
      BankConnections.close(connection);
      throw e;
    }
  }

  /** Its process on the server. */
  Backend backend() {
    return backend;
  }

  JdbcTransaction transaction() {
    return transaction;
  }

  Connection connection() {
    return connection;
  }

  /**
   * Takes the bank for the first time.
   *
   * @throws StoreException if another process has it, or its tables are not those of this version
   */
  Epoch take() throws SQLException {
    BankTables.requireCurrent(transaction, connections.address());
    lock();
    transaction.first(LOCK_BATCH, row -> true);
    boolean left =
        transaction
            .first(
                "SELECT left_at IS NOT NULL FROM bank_epoch ORDER BY id DESC LIMIT 1",
                row -> row.getBoolean(1))
            .orElse(true);
    long number =
        transaction.insert(
            "INSERT INTO bank_epoch (appliance, taken_at) VALUES (?, ?) RETURNING id",
            connections.appliance(),
            System.currentTimeMillis());
    connection.commit();
    return new Epoch(number, left);
  }

  /**
   * Takes the bank again, after the connection was lost.
   *
   * @param stale the session that had it, which may not have noticed that
   * @return whether it was to be had
   */
  boolean retake(Backend stale) throws SQLException {
    BankTables.requireCurrent(transaction, connections.address());
    if (hasLocked()) {
      return true;
    }
    transaction.first(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE pid = ? AND backend_start::text = ?\
        """,
        row -> true,
        stale.pid(),
        stale.since());
    connection.rollback();
    return false;
  }

  /**
   * Takes the bank's lock without taking the bank, for work on its tables: until this is closed
   * nobody takes it.
   *
   * @throws StoreException if another process has it
   */
  void lock() throws SQLException {
    if (!hasLocked()) {
      throw inUse();
    }
  }

  /** Whether any process has the bank. */
  static boolean isTaken(Transaction tx) throws SQLException {
    return tx.first(
            """
            SELECT count(*) > 0 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND d.datname = current_database()
              AND l.classid = ? AND l.objid = ? AND l.granted\
            """,
            row -> row.getBoolean(1),
            LOCKS,
            BANK)
        .orElseThrow();
  }

  private boolean hasLocked() throws SQLException {
    boolean locked = transaction.first(TRY_LOCK_BANK, row -> row.getBoolean(1)).orElseThrow();
    connection.rollback();
    return locked;
  }

  private StoreException inUse() throws SQLException {
    Optional<String> holder =
        BankTables.version(transaction) == 0
            ? Optional.empty()
            : transaction.first(
                "SELECT appliance FROM bank_epoch ORDER BY id DESC LIMIT 1",
                row -> row.getString(1));
    connection.rollback();
    return new StoreException(
        Kind.IN_USE,
        "the bank "
            + connections.address()
            + " is in use by "
            + holder.map(name -> "the appliance \"" + name + "\"").orElse("another process")
            + ", or by a command there; one at a time has it");
  }

  /**
   * The last batch of an epoch that was committed. What was under way on a lost connection has
   * ended: this waits for it.
   *
   * @return empty if the bank does not know the epoch
   */
  OptionalLong lastBatch(long epoch) throws SQLException {
    transaction.first(LOCK_BATCH, row -> true);
    Optional<Long> last =
        transaction.first(
            "SELECT batch FROM bank_epoch WHERE id = ?", row -> row.getLong(1), epoch);
    connection.rollback();
    return last.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  /** Whether nobody has taken the bank since. */
  boolean isLast(long epoch) throws SQLException {
    boolean last =
        transaction
            .first("SELECT max(id) = ? FROM bank_epoch", row -> row.getBoolean(1), epoch)
            .orElse(false);
    connection.rollback();
    return last;
  }

  /**
   * Begins a batch: from here on no other one is written until this one ends.
   *
   * @return whether it may be written; not, if somebody else has taken the bank
   */
  boolean begin(long epoch, long batch) throws SQLException {
    // On its own, so that the statements after it see what the batch before has committed.
    transaction.first(LOCK_BATCH, row -> true);
    return transaction.update(
            """
            UPDATE bank_epoch SET batch = ?
            WHERE id = ? AND id = (SELECT max(id) FROM bank_epoch)\
            """,
            batch,
            epoch)
        == 1;
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    transaction.takeAfterCommit();
    connection.rollback();
  }

  /** Gives the bank back: nobody needs to wait for orders of this process. */
  void leave(long epoch) throws SQLException {
    transaction.update(
        "UPDATE bank_epoch SET left_at = ? WHERE id = ?", System.currentTimeMillis(), epoch);
    connection.commit();
  }

  void close() {
    BankConnections.close(connection);
  }
}
