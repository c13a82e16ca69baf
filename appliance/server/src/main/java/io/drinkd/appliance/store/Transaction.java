package io.drinkd.appliance.store;

import java.sql.ResultSet;
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

  /** Reads the row on which the result set stands, by the numbers of its columns. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes the row on which the result set stands, by the numbers of its columns. */
  @FunctionalInterface
  interface RowUse {
    void take(ResultSet row) throws SQLException;
  }

  /** Changes rows and returns their number. */
  int update(String sql, Object... values) throws SQLException;

  /**
   * The first row, if there is one: of a query, or of a statement that changes rows and returns
   * them.
   */
  <T> Optional<T> first(String sql, RowReader<T> reader, Object... values) throws SQLException;

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
