package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.Pending;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The connection on which batches are written. Locks of its session say that this appliance has the
 * bank, and which machines it owns: the server releases them when the session ends, however that
 * happens. Each taking of the bank by an appliance makes a row with a greater number, the epoch,
 * and a batch is refused once there is a greater one of that appliance than its own. Not safe for
 * threads.
 */
final class BankSession {

  /** The server's time of day. */
  static final String MILLIS = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

  /** With whom the bank is had. */
  enum Sharing {
    /** With appliances of other names. */
    SHARED,
    /** The same for an operator's command, which is no appliance and has no machines. */
    COMMAND,
    /** With nobody. */
    ALONE
  }

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
   * @param appliance the number of the appliance
   */
  record Epoch(long number, long appliance) {}

  private final BankConnections connections;
  private final Connection connection;
  private final JdbcTransaction transaction;
  private final Backend backend;
  private final MachineLocks machines;
  private boolean closed;

  private BankSession(BankConnections connections, Connection connection) throws SQLException {
    this.connections = connections;
    this.connection = connection;
    this.transaction = new JdbcTransaction(connection, true);
    this.backend =
        transaction
            .first(
                "SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid ="
                    + " pg_backend_pid()",
                row -> new Backend(row.getInt(1), row.getString(2)))
            .orElseThrow();
    readClock();
    connection.rollback();
    this.machines = new MachineLocks(this);
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

  private void readClock() throws SQLException {
    long asked = connections.clock().asked();
    long millis = transaction.first("SELECT " + MILLIS, row -> row.getLong(1)).orElseThrow();
    connections.clock().answered(Instant.ofEpochMilli(millis), asked);
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

  /** The locks of machines that it has. */
  MachineLocks machines() {
    return machines;
  }

  /**
   * Takes the bank for the first time.
   *
   * @throws StoreException if another process has it in the name of this appliance, or alone, or
   *     its tables are not those of this version, it was put back from a dump, or an appliance that
   *     has it is set to another time for takeovers
   */
  Epoch take(Sharing sharing) throws SQLException {
    // Somebody may be making the tables, with the lock.
    if (!hasLocked(sharing)) {
      throw sharing == Sharing.ALONE ? inUse() : hadAlone();
    }
    BankTables.requireCurrent(transaction, connections.address());
    if (sharing != Sharing.ALONE) {
      BankPlace.require(transaction, connections.address());
    }
    long appliance = appliance();
    if (!hasLocked(appliance)) {
      throw runsAlready();
    }
    agree(sharing, appliance);
    long number =
        transaction.insert(
            "INSERT INTO bank_epoch (appliance, command, taken_at) VALUES (?, ?, "
                + MILLIS
                + ") RETURNING id",
            appliance,
            sharing == Sharing.SHARED ? 0 : 1);
    connection.commit();
    return new Epoch(number, appliance);
  }

  /** From here on, to the end of the transaction, no other appliance takes the bank. */
  private void agree(Sharing sharing, long appliance) throws SQLException {
    transaction.first(BankLocks.LOCK_BATCH, row -> true);
    Takeovers.agree(transaction, connections.address(), appliance);
    if (sharing == Sharing.SHARED) {
      Takeovers.write(transaction, connections.address(), appliance);
    }
  }

  private long appliance() throws SQLException {
    String name = connections.appliance();
    transaction.update(
        "INSERT INTO bank_appliance (name) VALUES (?) ON CONFLICT (name) DO NOTHING", name);
    connection.commit();
    return transaction
        .first("SELECT id FROM bank_appliance WHERE name = ?", row -> row.getLong(1), name)
        .orElseThrow();
  }

  /**
   * Whether it is the database that this process has taken, and not one that was put back from a
   * dump meanwhile. Whoever works on it alone may do that to one that was.
   */
  boolean isWhereItWas(Sharing sharing) throws SQLException {
    boolean is = sharing == Sharing.ALONE || BankPlace.isHere(transaction);
    connection.rollback();
    return is;
  }

  /**
   * Takes the bank again, after the connection was lost.
   *
   * @param stale the session that had it, which may not have noticed that
   * @return whether it was to be had
   * @throws StoreException if its tables are not those of this version any more, or an appliance
   *     that has taken it meanwhile is set to another time for takeovers
   */
  boolean retake(Epoch epoch, Sharing sharing, Backend stale) throws SQLException {
    if (hasLocked(sharing) && hasLocked(epoch.appliance)) {
      BankTables.requireCurrent(transaction, connections.address());
      agree(sharing, epoch.appliance);
      connection.commit();
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
   * Takes the whole bank without writing in the name of an appliance, for work on its tables: until
   * this is closed nobody takes it.
   *
   * @throws StoreException if another process has it
   */
  void lock() throws SQLException {
    if (!hasLocked(Sharing.ALONE)) {
      throw inUse();
    }
  }

  private boolean hasLocked(Sharing sharing) throws SQLException {
    return isTrue(sharing == Sharing.ALONE ? BankLocks.TRY_LOCK_BANK : BankLocks.TRY_SHARE_BANK);
  }

  private boolean hasLocked(long appliance) throws SQLException {
    return isTrue(BankLocks.TRY_LOCK_APPLIANCE, (int) appliance);
  }

  private boolean isTrue(String sql, Object... values) throws SQLException {
    boolean is = transaction.first(sql, row -> row.getBoolean(1), values).orElseThrow();
    connection.rollback();
    return is;
  }

  private StoreException inUse() throws SQLException {
    List<String> names = new ArrayList<>();
    if (BankTables.version(transaction) > 0) {
      Set<Long> present = BankLocks.present(transaction);
      transaction.each(
          "SELECT id, name FROM bank_appliance ORDER BY name",
          row -> {
            if (present.contains(row.getLong(1))) {
              names.add("the appliance \"" + row.getString(2) + "\"");
            }
          });
    }
    connection.rollback();
    return new StoreException(
        Kind.IN_USE,
        "the bank "
            + connections.address()
            + " is in use by "
            + (names.isEmpty() ? "another process" : String.join(", ", names))
            + ", or by a command there; stop each of them where it runs (a service by: systemctl"
            + " stop drinkd), then repeat this");
  }

  private StoreException hadAlone() {
    return new StoreException(
        Kind.IN_USE,
        "the bank "
            + connections.address()
            + " is in use by a command that needs all of it, such as drinkd bank migrate; wait"
            + " until it ends");
  }

  private StoreException runsAlready() {
    return new StoreException(
        Kind.IN_USE,
        "the bank "
            + connections.address()
            + " is in use by the appliance \""
            + connections.appliance()
            + "\", or by a command there; a second appliance needs another name");
  }

  /**
   * The last batch of an epoch that was committed. What was under way on a lost connection has
   * ended: this waits for it.
   *
   * @return empty if the bank does not know the epoch
   */
  OptionalLong lastBatch(long epoch) throws SQLException {
    transaction.first(BankLocks.LOCK_BATCH, row -> true);
    Optional<Long> last =
        transaction.first(
            "SELECT batch FROM bank_epoch WHERE id = ?", row -> row.getLong(1), epoch);
    connection.rollback();
    return last.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  /** Whether nobody has taken the bank in the name of the appliance since. */
  boolean isLast(Epoch epoch) throws SQLException {
    boolean is = last(epoch).get();
    connection.rollback();
    return is;
  }

  /**
   * Proves that nobody has, and takes in what others have written, in one round trip.
   *
   * @return whether so it is, and all of what they have written is there
   */
  boolean prove(Epoch epoch, ChangeFeed feed) throws SQLException {
    transaction.together(true);
    Pending<Boolean> last = last(epoch);
    Pending<Boolean> caughtUp = feed.catchUp(transaction);
    boolean proven = last.get() && caughtUp.get();
    connection.rollback();
    return proven;
  }

  private Pending<Boolean> last(Epoch epoch) throws SQLException {
    long asked = connections.clock().asked();
    return transaction.firstLater(
        "SELECT max(id) = ?, " + MILLIS + " FROM bank_epoch WHERE appliance = ?",
        row -> new Last(row.getBoolean(1), Instant.ofEpochMilli(row.getLong(2))),
        found -> {
          Last last = found.orElseThrow();
          connections.clock().answered(last.at, asked);
          return last.is;
        },
        epoch.number,
        epoch.appliance);
  }

  private record Last(boolean is, Instant at) {}

  /**
   * Begins a batch: from here on no other one is written until this one ends. What the batch begins
   * with takes one round trip; each statement sees what the batch before has committed, for it runs
   * once the lock is held.
   *
   * @return whether it may be written; not, if somebody else has taken the appliance's place
   */
  boolean begin(Epoch epoch, long batch, ChangeFeed feed) throws SQLException {
    transaction.together(true);
    transaction.firstLater(BankLocks.LOCK_BATCH, row -> true, done -> true);
    Pending<Boolean> last =
        transaction.updateLater(
            """
            UPDATE bank_epoch SET batch = ?
            WHERE id = ? AND id = (SELECT max(id) FROM bank_epoch WHERE appliance = ?)\
            """,
            count -> count == 1,
            batch,
            epoch.number,
            epoch.appliance);
    Pending<Boolean> caughtUp = feed.catchUp(transaction);
    transaction.updateLater(Batch.SAVEPOINT, done -> true);
    return last.get() && caughtUp.get();
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    transaction.forget();
    connection.rollback();
  }

  /** Gives the bank back: nobody needs to wait for orders of this process. */
  void leave(Epoch epoch) throws SQLException {
    transaction.update("UPDATE bank_epoch SET left_at = " + MILLIS + " WHERE id = ?", epoch.number);
    connection.commit();
    release();
  }

  /**
   * Releases all locks. The end of the connection does that too, but some time after it was closed
   * here, and whoever comes next would find the bank in use.
   */
  void release() throws SQLException {
    transaction.first("SELECT pg_advisory_unlock_all()", row -> true);
    connection.rollback();
  }

  /** Whether it is {@link #close closed}: then nothing is locked by it. */
  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    BankConnections.close(connection);
  }
}
