package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.Pending;
import io.drinkd.appliance.store.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A transaction on a connection to a bank. Not safe for threads. */
final class JdbcTransaction implements Transaction {

  private final Connection connection;
  private final boolean shared;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private final List<Runnable> afterCommit = new ArrayList<>();

  /** What the next round trip takes along. */
  private final List<Sent<?, ?>> waiting = new ArrayList<>();

  private boolean together;

  /** One on books of this process alone, or that only reads. */
  JdbcTransaction(Connection connection) {
    this(connection, false);
  }

  /**
   * @param shared whether other processes may follow what is written
   */
  JdbcTransaction(Connection connection, boolean shared) {
    this.connection = connection;
    this.shared = shared;
  }

  /** Takes in the result that a statement is at. */
  private interface Taker<T> {
    /**
     * @param rows whether it is rows, and not how many have changed
     */
    T of(PreparedStatement statement, boolean rows) throws SQLException;
  }

  /** A statement on its way, or what came of it. */
  private final class Sent<T, R> implements Pending<R> {

    private final String sql;
    private final Object[] values;
    private final Taker<T> taker;
    private final Then<T, R> then;
    private T taken;
    private R made;
    private boolean known;

    private Sent(String sql, Object[] values, Taker<T> taker, Then<T, R> then) {
      this.sql = sql;
      this.values = values;
      this.taker = taker;
      this.then = then;
    }

    @Override
    public R get() throws SQLException {
      if (!known) {
        send();
      }
      if (!known) {
        throw new SQLException("what it was sent with has failed");
      }
      return made;
    }

    private void take(PreparedStatement statement, boolean rows) throws SQLException {
      taken = taker.of(statement, rows);
    }

    private void make() throws SQLException {
      made = then.of(taken);
      known = true;
    }
  }

  /**
   * Whether statements whose results are not needed yet travel together from now on. If one of them
   * fails it is not known which one would have failed the work first, so whoever wants to know that
   * does it once more without this.
   */
  void together(boolean now) {
    together = now;
  }

  @Override
  public int update(String sql, Object... values) throws SQLException {
    return updateLater(sql, count -> count, values).get();
  }

  @Override
  public <R> Pending<R> updateLater(String sql, Then<Integer, R> then, Object... values)
      throws SQLException {
    return later(sql, values, (statement, rows) -> statement.getUpdateCount(), then);
  }

  @Override
  public <T> Optional<T> first(String sql, RowReader<T> reader, Object... values)
      throws SQLException {
    return firstLater(sql, reader, found -> found, values).get();
  }

  @Override
  public <T, R> Pending<R> firstLater(
      String sql, RowReader<T> reader, Then<Optional<T>, R> then, Object... values)
      throws SQLException {
    return later(
        sql,
        values,
        (statement, isRows) -> {
          try (ResultSet rows = statement.getResultSet()) {
            return rows.next() ? Optional.of(reader.read(new JdbcRow(rows))) : Optional.empty();
          }
        },
        then);
  }

  /** As {@link #list}, for rows that are few and not needed yet; see {@link #updateLater}. */
  <T, R> Pending<R> listLater(
      String sql, RowReader<T> reader, Then<List<T>, R> then, Object... values)
      throws SQLException {
    return later(
        sql,
        values,
        (statement, isRows) -> {
          List<T> found = new ArrayList<>();
          try (ResultSet rows = statement.getResultSet()) {
            JdbcRow row = new JdbcRow(rows);
            while (rows.next()) {
              found.add(reader.read(row));
            }
          }
          return found;
        },
        then);
  }

  private <T, R> Pending<R> later(String sql, Object[] values, Taker<T> taker, Then<T, R> then)
      throws SQLException {
    Sent<T, R> one = new Sent<>(sql, values, taker, then);
    waiting.add(one);
    if (!together) {
      send();
    }
    return one;
  }

  @Override
  public <T> List<T> list(String sql, RowReader<T> reader, Object... values) throws SQLException {
    List<T> found = new ArrayList<>();
    each(sql, row -> found.add(reader.read(row)), values);
    return found;
  }

  @Override
  public void each(String sql, RowUse taker, Object... values) throws SQLException {
    send();
    use(
        sql,
        Arrays.asList(values),
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            JdbcRow row = new JdbcRow(rows);
            while (rows.next()) {
              taker.take(row);
            }
          }
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

  /** Sends what waits, in one round trip, and takes in what comes of it. */
  void send() throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    List<Sent<?, ?>> sent = List.copyOf(waiting);
    waiting.clear();
    String sql = sent.stream().map(one -> one.sql).collect(Collectors.joining(";\n"));
    List<Object> values = new ArrayList<>();
    sent.forEach(one -> values.addAll(Arrays.asList(one.values)));
    use(
        sql,
        values,
        statement -> {
          // Several have no cursors: what they return is little.
          if (sent.size() > 1) {
            statement.setFetchSize(0);
          }
          boolean rows = statement.execute();
          for (Sent<?, ?> one : sent) {
            one.take(statement, rows);
            rows = statement.getMoreResults();
          }
        });
    for (Sent<?, ?> one : sent) {
      one.make();
    }
  }

  private interface Use {
    void of(PreparedStatement statement) throws SQLException;
  }

  private void use(String sql, List<Object> values, Use use) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    try {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      use.of(statement);
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
  List<Runnable> takeAfterCommit() {
    if (afterCommit.isEmpty()) {
      return List.of();
    }
    List<Runnable> taken = List.copyOf(afterCommit);
    afterCommit.clear();
    return taken;
  }

  /** The work has failed: nothing more is sent for it, and nothing called after the commit. */
  void forget() {
    waiting.clear();
    afterCommit.clear();
  }
}
