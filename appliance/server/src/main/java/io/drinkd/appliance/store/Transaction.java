package io.drinkd.appliance.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A piece of work's view of the store. Valid on the thread and during the call to which it was
 * passed.
 *
 * <p>Statements are written in the subset of SQL that SQLite and PostgreSQL share. They are
 * prepared once per text and kept, so texts are constants.
 */
public interface Transaction {

  /** Reads a row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(Row row) throws SQLException;
  }

  /** Takes a row. */
  @FunctionalInterface
  interface RowUse {
    void take(Row row) throws SQLException;
  }

  /** Makes something of what came of a statement; may run others. */
  @FunctionalInterface
  interface Then<T, R> {
    R of(T result) throws SQLException;
  }

  /** Changes rows and returns their number. */
  int update(String sql, Object... values) throws SQLException;

  /**
   * Changes rows, whose number is not needed yet. Where the books are on a server the statement
   * travels with the next one whose result is wanted, so that both take one round trip; what is
   * still on its way at the end of the work is sent then. All run in the order in which they were
   * asked for, but others may have run before {@code then} is called, which fails the work by
   * throwing.
   *
   * @param then gets how many rows it were
   */
  <R> Pending<R> updateLater(String sql, Then<Integer, R> then, Object... values)
      throws SQLException;

  /**
   * The first row, if there is one: of a query, or of a statement that changes rows and returns
   * them.
   */
  <T> Optional<T> first(String sql, RowReader<T> reader, Object... values) throws SQLException;

  /** As {@link #first}, for a row that is not needed yet; see {@link #updateLater}. */
  <T, R> Pending<R> firstLater(
      String sql, RowReader<T> reader, Then<Optional<T>, R> then, Object... values)
      throws SQLException;

  /** All rows. */
  <T> List<T> list(String sql, RowReader<T> reader, Object... values) throws SQLException;

  /** Takes one row after the other, however many they are. */
  void each(String sql, RowUse taker, Object... values) throws SQLException;

  /** Inserts one row. The statement ends with {@code RETURNING} its number, which is returned. */
  default long insert(String sql, Object... values) throws SQLException {
    return first(sql, row -> row.getLong(1), values).orElseThrow();
  }

  /**
   * Calls {@code task} when this work is on disk, before its future completes, on the thread that
   * completes it, in commit order; not at all if the work fails. This is how state in memory
   * follows the books.
   */
  void afterCommit(Runnable task);

  /**
   * Has memory follow what this work has changed: takes the change in as {@link #afterCommit}
   * would, and, where other processes have the books too, in each of those.
   *
   * @param change the state that the books have within this transaction
   */
  <T> void follow(Followed<T> followed, T change);

  /**
   * Whether other processes may follow what is written. Only then is it worth a statement to find
   * out the whole state of what has changed; elsewhere memory knows what it was before.
   */
  boolean isShared();
}
