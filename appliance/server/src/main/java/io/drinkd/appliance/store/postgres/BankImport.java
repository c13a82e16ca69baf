package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.StoreView;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.appliance.store.Work;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Fills a bank with books from elsewhere, all of them or nothing: the tables are the same in each
 * home, and have the same rows afterwards, which are read again and compared. The bank has no
 * member, no transfer and no drop; whatever else was written there is replaced.
 */
public final class BankImport {

  private final BankConnections connections;

  /**
   * @param appliance the name of this one
   */
  public BankImport(BankAddress address, String appliance) {
    this.connections = new BankConnections(address, appliance);
  }

  /**
   * Copies all rows, while nobody has the bank. Blocks.
   *
   * @param books nobody writes to them meanwhile
   * @param check looks at the bank with the rows in it, before they are committed; whatever it
   *     throws undoes all of it
   * @return the number of rows
   * @throws StoreException if the bank cannot be used, is not empty, or has other rows afterwards
   */
  public long from(StoreView books, Consumer<StoreView> check) {
    try {
      BankSession here = BankSession.openForWork(connections);
      try {
        BankTables.requireCurrent(here.transaction(), connections.address());
        here.lock();
        Connection connection = connections.open(BankConnections.Use.WORK);
        try {
          long rows = fill(connection, books, check);
          here.release();
          return rows;
        } finally {
          BankConnections.close(connection);
        }
      } finally {
        here.close();
      }
    } catch (SQLException e) {
      throw BankFailure.of("filling", connections.address(), e);
    }
  }

  private long fill(Connection connection, StoreView books, Consumer<StoreView> check)
      throws SQLException {
    JdbcTransaction tx = new JdbcTransaction(connection);
    requireEmpty(tx);
    List<BankTable> tables = BankTable.all(tx);
    long rows = 0;
    try (Statement statement = connection.createStatement()) {
      for (BankTable table : tables) {
        statement.execute("ALTER TABLE " + table.name() + " DISABLE TRIGGER USER");
      }
      // The house's own accounts, which the books have with their balances, and what an appliance
      // has written that was started here before.
      for (int i = tables.size() - 1; i >= 0; i--) {
        statement.execute("DELETE FROM " + tables.get(i).name());
      }
      statement.execute("DELETE FROM bank_change");
      for (BankTable table : tables) {
        rows += copy(connection, table, books);
        for (String after : table.statementsAfter()) {
          statement.execute(after);
        }
      }
      for (BankTable table : tables) {
        statement.execute("ALTER TABLE " + table.name() + " ENABLE TRIGGER USER");
      }
    }
    for (BankTable table : tables) {
      requireSame(table, tx, books);
    }
    check.accept(new Within(tx));
    connection.commit();
    return rows;
  }

  private void requireEmpty(Transaction tx) throws SQLException {
    boolean any =
        tx.first(
                """
                SELECT EXISTS (SELECT 1 FROM member) OR EXISTS (SELECT 1 FROM transfer)
                  OR EXISTS (SELECT 1 FROM drop_order)\
                """,
                row -> row.getBoolean(1))
            .orElseThrow();
    if (any) {
      throw new StoreException(
          Kind.REFUSED,
          "the bank "
              + connections.address()
              + " has books already; only an empty one is filled, without members, transfers and"
              + " drops: create another database, and let url: name it");
    }
  }

  private static long copy(Connection connection, BankTable table, StoreView books)
      throws SQLException {
    CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copyStatement());
    try {
      long[] rows = new long[1];
      read(
          books,
          tx ->
              tx.each(
                  table.select(BankTable.Home.BOOKS),
                  row -> {
                    byte[] line = table.line(row).getBytes(StandardCharsets.UTF_8);
                    in.writeToCopy(line, 0, line.length);
                    rows[0]++;
                  }));
      in.endCopy();
      return rows[0];
    } finally {
      if (in.isActive()) {
        in.cancelCopy();
      }
    }
  }

  /** Reads both row by row, in the same order. */
  private void requireSame(BankTable table, Transaction tx, StoreView books) throws SQLException {
    Rows bank = new Rows(table);
    Rows file = new Rows(table);
    tx.each(table.select(BankTable.Home.BANK), bank::add);
    read(books, theirs -> theirs.each(table.select(BankTable.Home.BOOKS), file::add));
    if (bank.count != file.count || bank.digest != file.digest) {
      throw failed("has other rows in " + table.name() + " than the books; nothing was kept");
    }
  }

  private interface Reading {
    void of(Transaction tx) throws SQLException;
  }

  private static void read(StoreView books, Reading reading) {
    try {
      books
          .readAlone(
              tx -> {
                reading.of(tx);
                return null;
              })
          .join();
    } catch (CompletionException e) {
      if (StageFailure.cause(e) instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** A table's rows in their order, as a number that other rows would hardly have. */
  private static final class Rows {
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private final BankTable table;
    private long count;
    private long digest;

    Rows(BankTable table) {
      this.table = table;
    }

    void add(Row row) throws SQLException {
      String line = table.line(row);
      count++;
      for (int i = 0; i < line.length(); i++) {
        digest = (digest ^ line.charAt(i)) * FACTOR;
        digest ^= digest >>> 29;
      }
    }
  }

  private StoreException failed(String why) {
    return new StoreException(Kind.UNUSABLE, "the bank " + connections.address() + " " + why);
  }

  /** The bank as it is within the transaction that fills it. */
  private record Within(Transaction tx) implements StoreView {

    @Override
    public <T> CompletableFuture<T> readAlone(Work<T> work) {
      try {
        return CompletableFuture.completedFuture(work.run(tx));
      } catch (SQLException | RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    @Override
    public CompletableFuture<List<String>> damage() {
      return CompletableFuture.completedFuture(List.of());
    }
  }
}
