package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.Pending;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * A transaction on a connection to a file. Not safe for threads.
 *
 * <p>It steps through statements by the driver's own calls. By JDBC the driver asks SQLite for the
 * names of all columns with each query, and wraps each value of a row; for a drop the thread that
 * writes then works a sixth longer.
 */
final class SqliteTransaction implements Transaction {

  private final Connection connection;
  private final DB database;
  private final Map<String, CoreStatement> prepared = new HashMap<>();
  private final List<Runnable> afterCommit = new ArrayList<>();

  SqliteTransaction(Connection connection) {
    this.connection = connection;
    this.database = ((SQLiteConnection) connection).getDatabase();
  }

  private interface Use<T> {
    T of(CoreStatement statement) throws SQLException;
  }

  @Override
  public int update(String sql, Object... values) throws SQLException {
    return use(sql, statement -> (int) database.executeUpdate(statement, bound(values)));
  }

  @Override
  public <R> Pending<R> updateLater(String sql, Then<Integer, R> then, Object... values)
      throws SQLException {
    return Pending.of(then.of(update(sql, values)));
  }

  @Override
  public <T, R> Pending<R> firstLater(
      String sql, RowReader<T> reader, Then<Optional<T>, R> then, Object... values)
      throws SQLException {
    return Pending.of(then.of(first(sql, reader, values)));
  }

  @Override
  public <T> Optional<T> first(String sql, RowReader<T> reader, Object... values)
      throws SQLException {
    return use(
        sql,
        statement -> {
          if (!database.execute(statement, bound(values))) {
            return Optional.empty();
          }
          T read;
          try {
            read = reader.read(new SqliteRow(statement.pointer));
          } catch (SQLException | RuntimeException | Error e) {
            reset(statement);
            throw e;
          }
          end(statement);
          return Optional.of(read);
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
        statement -> {
          Row row = new SqliteRow(statement.pointer);
          boolean more = database.execute(statement, bound(values));
          try {
            while (more) {
              taker.take(row);
              more = next(statement);
            }
          } catch (SQLException | RuntimeException | Error e) {
            reset(statement);
            throw e;
          }
          end(statement);
          return null;
        });
  }

  private boolean next(CoreStatement statement) throws SQLException {
    int code = statement.pointer.safeRunInt(DB::step);
    if (code != Codes.SQLITE_ROW && code != Codes.SQLITE_DONE) {
      database.throwex(code);
    }
    return code == Codes.SQLITE_ROW;
  }

  /** Fails if SQLite refuses what the statement has done. */
  private void end(CoreStatement statement) throws SQLException {
    int code = reset(statement);
    if (code != Codes.SQLITE_OK) {
      database.throwex(code);
    }
  }

  private static int reset(CoreStatement statement) throws SQLException {
    return statement.pointer.safeRunInt(DB::reset);
  }

  /** Values of the kinds that SQLite has. */
  private static Object[] bound(Object[] values) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof Boolean truth) {
        values[i] = truth ? 1 : 0;
      } else if (value != null && !(value instanceof Number) && !(value instanceof byte[])) {
        values[i] = value.toString();
      }
    }
    return values;
  }

  @Override
  public void afterCommit(Runnable task) {
    afterCommit.add(task);
  }

  @Override
  public <T> void follow(Followed<T> followed, T change) {
    afterCommit.add(() -> followed.apply(change, 0));
  }

  @Override
  public boolean isShared() {
    return false;
  }

  private <T> T use(String sql, Use<T> use) throws SQLException {
    CoreStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = (CoreStatement) connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    try {
      return use.of(statement);
    } catch (SQLException e) {
      discard(sql, e);
      throw e;
    }
  }

  /** After some errors, such as a full disk, a statement is unusable; it is prepared again. */
  private void discard(String sql, SQLException cause) {
    try {
      prepared.remove(sql).pointer.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Returns and clears what this work wants called after the commit. */
  List<Runnable> takeAfterCommit() {
    if (afterCommit.isEmpty()) {
      return List.of();
    }
    List<Runnable> taken = List.copyOf(afterCommit);
    afterCommit.clear();
    return taken;
  }
}
