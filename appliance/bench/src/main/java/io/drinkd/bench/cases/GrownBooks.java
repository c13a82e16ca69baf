package io.drinkd.bench.cases;

import io.drinkd.bench.setup.BenchSetup;
import io.drinkd.bench.setup.Build;
import io.drinkd.bench.setup.SetupFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;

/**
 * Books of an appliance that has been there for long, written in bulk: millions of entries one by
 * one would take an hour. They are verified when they are made, and kept for later runs.
 *
 * <p>Each member gets first credits, and then gifts of one credit from the treasury, in turn, until
 * a tenth of all entries is written. The others are drops, with all that belongs to them, {@value
 * #DROPS_EACH} of each member at least: HISTORY has the same to list however few the entries are.
 */
final class GrownBooks {

  private static final long CREDITS = 1_000_000_000L;
  private static final long CANS = 1_000_000;

  /** HISTORY lists ten, and looks at one more. */
  private static final int DROPS_EACH = 11;

  /** The fewest entries of a member: first credits, and the drops. */
  private static final int ENTRIES_EACH = 1 + DROPS_EACH;

  private static final String FILE_NAME = "drinkd.db";

  private final int members;
  private final int drops;

  /** Entries that give something to a member, the first credits among them. */
  private final int gifts;

  private GrownBooks(int members, int entries) {
    this.members = members;
    drops = Math.max((entries - members) / 10 * 9, members * DROPS_EACH);
    gifts = entries - drops;
  }

  /** How many entries the books of so many members have at least. */
  static int fewest(int members) {
    return members * ENTRIES_EACH;
  }

  /**
   * Makes them, or finds those of an earlier run, if the build still has the same tables.
   *
   * @param build whose tables they are
   * @param members at least 1
   * @param entries at least {@link #fewest} of that many members
   * @return the data folder, of which a setup takes a copy
   */
  static Path of(Build build, Path folder, int members, int entries)
      throws IOException, InterruptedException, TimeoutException {
    Path books =
        folder.resolve(String.format(Locale.ROOT, "books-of-%d-with-%d", members, entries));
    Path begun = folder.resolve("books-begun");
    SetupFolder files = BenchSetup.emptyBooks(build, begun);
    Path file = files.data().resolve(FILE_NAME);
    if (!Files.exists(books) || !tables(books.resolve(FILE_NAME)).equals(tables(file))) {
      SetupFolder.empty(books);
      write(file, members, entries);
      BenchSetup.verify(build, files);
      Files.move(files.data(), books);
    }
    SetupFolder.empty(begun);
    return books;
  }

  /** The statements that made what is in a file. */
  static Set<String> tables(Path file) throws IOException {
    Set<String> statements = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")) {
      while (rows.next()) {
        statements.add(rows.getString(1));
      }
      return statements;
    } catch (SQLException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Fills a file that has tables and nothing in them. */
  static void write(Path file, int members, int entries) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      new GrownBooks(members, entries).write(statement);
    } catch (SQLException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** The tables' own rules look at one row after the other; they are put back afterwards. */
  private void write(Statement statement) throws SQLException {
    statement.execute("PRAGMA journal_mode=MEMORY");
    statement.execute("PRAGMA synchronous=OFF");
    statement.execute("PRAGMA cache_size=-200000");
    statement.execute("BEGIN");
    List<String> triggers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
        triggers.add(rows.getString(2));
      }
    }
    for (String name : names) {
      statement.execute("DROP TRIGGER " + name);
    }
    writeMembers(statement);
    writeGifts(statement);
    writeDrops(statement);
    settle(statement);
    for (String trigger : triggers) {
      statement.execute(trigger);
    }
    statement.execute("COMMIT");
  }

  /** Rows numbered from 0, as {@code n}. */
  private static String numbers(int count) {
    return String.format(
        Locale.ROOT,
        """
        WITH RECURSIVE numbers (n) AS
          (SELECT 0 WHERE %1$d > 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < %1$d)
        """,
        count);
  }

  private void writeMembers(Statement statement) throws SQLException {
    String each = numbers(members);
    statement.execute(
        String.format(
            Locale.ROOT,
            "INSERT INTO account (id, name, floor) %s SELECT 4 + n, 'member:member' || n, 0 FROM"
                + " numbers",
            each));
    statement.execute(
        String.format(
            Locale.ROOT,
            """
            INSERT INTO member (id, name, folded_name, admin, account, created_at)
            %s SELECT 1 + n, 'member' || n, 'member' || n, n = 0, 4 + n, 1 FROM numbers
            """,
            each));
    statement.execute(
        String.format(
            Locale.ROOT,
            "INSERT INTO ibutton (id, member) %s SELECT printf('%%08x', n), 1 + n FROM numbers",
            each));
  }

  private void writeGifts(Statement statement) throws SQLException {
    statement.execute(
        String.format(
            Locale.ROOT,
            """
            INSERT INTO transfer (id, kind, debit_account, credit_account, amount, debit_balance,
              credit_balance, debit_before, credit_before, at, actor, reason)
            %1$s SELECT 1 + n, 'grant', 2, 4 + n %% %2$d, iif(n < %2$d, %3$d, 1),
              -min(n + 1, %2$d) * %3$d - max(0, n + 1 - %2$d), %3$d + n / %2$d,
              n, max(0, 1 + n - %2$d), 1 + n, 'bench', 'gift'
            FROM numbers
            """,
            numbers(gifts),
            members,
            CREDITS));
  }

  private void writeDrops(Statement statement) throws SQLException {
    String each = numbers(drops);
    statement.execute(
        String.format(
            Locale.ROOT,
            """
            INSERT INTO drop_order (id, member, account, appliance, machine, slot, item, price,
              requested_at, delay_millis, state, sent_at, settled_at, actor, reason, counted,
              last_transfer)
            %s SELECT 1 + n, 1 + n %% %d, 4 + n %% %d, 'bench', 'm0', 1, 'Drink 1', 1,
              1, 0, 'DROPPED', 1, 1, 'bench', 'bench', 1, %d + 1 + n FROM numbers
            """,
            each,
            members,
            members,
            gifts));
    statement.execute(
        String.format(
            Locale.ROOT,
            """
            INSERT INTO transfer (id, kind, debit_account, credit_account, amount, debit_balance,
              credit_balance, debit_before, credit_before, at, actor, reason, drop_id)
            %1$s SELECT %2$d + 1 + n, 'drop', 4 + n %% %3$d, 1, 1,
              %4$d + (%2$d - 1 - n %% %3$d) / %3$d - n / %3$d - 1, 1 + n,
              iif(n < %3$d, 1 + n + (%2$d - 1 - n) / %3$d * %3$d, %2$d + 1 + n - %3$d),
              iif(n = 0, 0, %2$d + n), 1 + n, 'bench', 'drop', 1 + n
            FROM numbers
            """,
            each,
            gifts,
            members,
            CREDITS));
    writeSlots(statement);
  }

  private void writeSlots(Statement statement) throws SQLException {
    String each = numbers(BenchSetup.SLOTS);
    statement.execute(
        String.format(
            Locale.ROOT,
            """
            INSERT INTO slot (machine, number, item, price, count, dropped, capacity)
            %s SELECT 'm0', 1 + n, 'Drink ' || (1 + n), 1, %d, iif(n = 0, %d, 0), 0 FROM numbers
            """,
            each,
            CANS,
            drops));
    statement.execute(
        String.format(
            Locale.ROOT,
            """
            INSERT INTO slot_price (machine, slot, price, at, actor)
            %s SELECT 'm0', 1 + n, 1, 1, 'bench' FROM numbers
            """,
            each));
    statement.execute(
        String.format(
            Locale.ROOT,
            """
            INSERT INTO stock_move (machine, slot, count_change, dropped_change, at, actor)
            %s SELECT 'm0', 1 + n, %d + iif(n = 0, %d, 0), 0, 1, 'bench' FROM numbers
            """,
            each,
            CANS,
            drops));
  }

  /** Gives each account what its last entry left it with; by grouping, for there is no index. */
  private static void settle(Statement statement) throws SQLException {
    statement.execute(
        """
        UPDATE account SET last_transfer = last.id FROM
          (SELECT account, max(id) AS id FROM
            (SELECT debit_account AS account, id FROM transfer
              UNION ALL SELECT credit_account, id FROM transfer)
          GROUP BY account) AS last
        WHERE last.account = account.id
        """);
    statement.execute(
        """
        UPDATE account SET balance = coalesce((SELECT
          iif(t.debit_account = account.id, t.debit_balance, t.credit_balance)
          FROM transfer t WHERE t.id = account.last_transfer), 0)
        """);
  }
}
