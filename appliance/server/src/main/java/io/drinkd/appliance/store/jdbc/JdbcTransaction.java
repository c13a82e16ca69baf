package io.drinkd.appliance.store.jdbc;

import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.Transaction;
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
 * A transaction on a connection to a database, that writes or reads books. Not safe for threads.
 */
public final class JdbcTransaction implements Transaction {

  private final Connection connection;
  private final boolean shared;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private final List<Runnable> afterCommit = new ArrayList<>();

  /** One on books of this process alone, or that only reads. */
  public JdbcTransaction(Connection connection) {
    this(connection, false);
  }

  /**
   * @param shared whether other processes may follow what is written
   */
  public JdbcTransaction(Connection connection, boolean shared) {
    this.connection = connection;
    this.shared = shared;
  }

  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  @Override
  public int update(String sql, Object... values) throws SQLException {
    return use(sql, values, PreparedStatement::executeUpdate);
  }

  @Override
  public <T> Optional<T> first(String sql, RowReader<T> reader, Object... values)
      throws SQLException {
    return use(
        sql,
        values,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
          }
        });
  }

  @Override
  public <T> List<T> list(String sql, RowReader<T> reader, Object... values) throws SQLException {
    List<T> found = new ArrayList<>();
    each(sql, row -> found.add(reader.read(row)), values);
    return found;
  }

  @Override
  public void each(String sql, RowUse taker, Object... values) throws SQLException {
    use(
        sql,
        values,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              taker.take(rows);
            }
          }
          return null;
        });
  }

  @Override
  public void afterCommit(Runnable task) {
    afterCommit.add(task);
  }

  @Override
  public <T> void follow(Followed<T> followed, T change) {
    afterCommit.add(new Change<>(followed, change));
  }

  @Override
  public boolean isShared() {
    return shared;
  }

  private <T> T use(String sql, Object[] values, Use<T> use) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return use.of(statement);
    } catch (SQLException e) {
      discard(sql, e);
      throw e;
    }
  }

  /** After some errors, such as a full disk, a statement is unusable; it is prepared again. */
  private void discard(String sql, SQLException cause) {
    try {
      prepared.remove(sql).close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Returns and clears what this work wants called after the commit. */
  public List<Runnable> takeAfterCommit() {
    if (afterCommit.isEmpty()) {
      return List.of();
    }
    List<Runnable> taken = List.copyOf(afterCommit);
    afterCommit.clear();
    return taken;
  }
}
