package io.drinkd.appliance.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of work's view of the store. Valid on the thread and during the call in which it was
 * given. Statements are prepared once per text and kept, so texts are constants.
 */
public final class Transaction {

  /** Reads the row on which the result set stands. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private final Map<String, PreparedStatement> inserts = new HashMap<>();
  private final List<Runnable> afterCommit = new ArrayList<>();

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /** Changes rows and says how many. */
  public int update(String sql, Object... values) throws SQLException {
    return bind(sql, values).executeUpdate();
  }

  /**
   * Inserts one row and answers its id.
   *
   * @param sql without a {@code RETURNING} of its own
   */
  public long insert(String sql, Object... values) throws SQLException {
    PreparedStatement statement = inserts.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql + " RETURNING id");
      inserts.put(sql, statement);
    }
    set(statement, values);
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The first row, if there is one. */
  public <T> Optional<T> first(String sql, RowReader<T> reader, Object... values)
      throws SQLException {
    try (ResultSet rows = bind(sql, values).executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    }
  }

  /** All rows. */
  public <T> List<T> list(String sql, RowReader<T> reader, Object... values) throws SQLException {
    List<T> found = new ArrayList<>();
    try (ResultSet rows = bind(sql, values).executeQuery()) {
      while (rows.next()) {
        found.add(reader.read(rows));
      }
    }
    return found;
  }

  /**
   * Calls {@code task} when this work is on disk, before its future completes, on the store's
   * thread; not at all if the work fails. It is how what is kept in memory follows the file.
   */
  public void afterCommit(Runnable task) {
    afterCommit.add(task);
  }

  private PreparedStatement bind(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    set(statement, values);
    return statement;
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** What this work wants called after the commit; the list starts anew. */
  List<Runnable> takeAfterCommit() {
    if (afterCommit.isEmpty()) {
      return List.of();
    }
    List<Runnable> taken = List.copyOf(afterCommit);
    afterCommit.clear();
    return taken;
  }
}
