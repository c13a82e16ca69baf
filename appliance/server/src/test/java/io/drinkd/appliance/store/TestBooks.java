package io.drinkd.appliance.store;

import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.PostgresStore;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The books of a test, at home where the system property {@value #PROPERTY} says: the build runs
 * the same tests for each. A test names its books by a folder, also where they are in a bank. What
 * can only be shown with books in a file has the tag {@value #FILE_ONLY}.
 */
public final class TestBooks {

  /** {@code sqlite}, which is the default, or {@code postgres}. */
  public static final String PROPERTY = "drinkd.test.store";

  /** The tag of tests that look into the file of the books, or break it. */
  public static final String FILE_ONLY = "books-in-a-file";

  /** The tag of tests that write very often, and show nothing that is a home's own. */
  public static final String SLOW_IN_A_BANK = "slow-in-a-bank";

  /** The tag of tests whose books are in a bank wherever those of others are. */
  public static final String BANK_ONLY = "books-in-a-bank-only";

  private static final String FILE_GUARDS =
      """
      SELECT 'DROP ' || type || ' ' || name FROM sqlite_schema
      WHERE type = 'trigger' OR (type = 'index' AND sql LIKE '%UNIQUE%')\
      """;

  private static final String BANK_GUARDS =
      """
      SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || quote_ident(conname)
      FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace
      UNION ALL
      SELECT 'DROP INDEX ' || indexrelid::regclass FROM pg_index
      WHERE indisunique AND NOT indisprimary AND indrelid::regclass::text NOT LIKE 'pg_%'
        AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)\
      """;

  private static final Map<Path, BankAddress> BANKS = new ConcurrentHashMap<>();

  private TestBooks() {}

  /** The books of that folder are in that bank, whatever the property says. */
  public static void keepIn(BankAddress bank, Path folder) {
    BANKS.put(folder, bank);
  }

  /** Where the books of that folder are; empty if they are a file in it. */
  public static Optional<BankAddress> bank(Path folder) {
    if (BANKS.containsKey(folder)) {
      return Optional.of(BANKS.get(folder));
    }
    return System.getProperty(PROPERTY, "sqlite").equals("postgres")
        ? Optional.of(BANKS.computeIfAbsent(folder, any -> TestBanks.createPatient()))
        : Optional.empty();
  }

  /** Opens the books of a folder; each time the same ones. */
  public static Store open(Path folder) {
    return bank(folder)
        .<Store>map(bank -> PostgresStore.open(bank, "test", nanos -> {}))
        .orElseGet(() -> SqliteStore.open(begun(folder)));
  }

  /**
   * Returns a folder that has books, if only those in which nothing happened yet: a copy of them
   * takes next to no time, and to make them takes longer than most tests. Where the books are in a
   * bank the folder stays as it is.
   */
  public static Path begun(Path folder) {
    Path file = folder.resolve(SqliteStore.FILE_NAME);
    try {
      if (bank(folder).isEmpty() && !Files.exists(file)) {
        Files.createDirectories(folder, OwnerOnly.FOLDER);
        Files.write(Files.createFile(file, OwnerOnly.FILE), Empty.BOOKS);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Books that have all that those of another folder have, which nobody has open.
   *
   * @param folder one that is there and has no books
   */
  public static void copy(Path from, Path folder) {
    Optional<BankAddress> bank = bank(from);
    if (bank.isPresent()) {
      keepIn(TestBanks.copyOf(bank.get()), folder);
      return;
    }
    try {
      Files.copy(from.resolve(SqliteStore.FILE_NAME), folder.resolve(SqliteStore.FILE_NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Made when they are first wanted. */
  private static final class Empty {

    static final byte[] BOOKS = make();

    private static byte[] make() {
      try {
        Path folder = Files.createTempDirectory("drinkd-empty-books");
        SqliteStore.open(folder).close();
        byte[] file = Files.readAllBytes(folder.resolve(SqliteStore.FILE_NAME));
        HouseFolder.remove(folder);
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns when all that was asked of a store is read. */
  public static void awaitReads(Store store) {
    if (store instanceof PostgresStore bank) {
      // Several threads read, none of which waits for the others.
      TestBanks.awaitReads(bank);
    } else {
      store.readNow(tx -> null);
    }
  }

  /** The books of a folder, whoever has them open. */
  public static StoreView view(Path folder) {
    return bank(folder)
        .map(bank -> PostgresStore.view(bank, "test"))
        .orElseGet(() -> SqliteStore.view(folder.resolve(SqliteStore.FILE_NAME)));
  }

  /** A connection past everything of drinkd's own. */
  public static Connection connect(Path folder) throws SQLException {
    Optional<BankAddress> bank = bank(folder);
    return bank.isPresent()
        ? TestBanks.connect(bank.get())
        : DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(SqliteStore.FILE_NAME));
  }

  /** The same without anything that keeps the tables sound. */
  public static Connection unguarded(Path folder) throws SQLException {
    Connection connection = connect(folder);
    boolean bank = bank(folder).isPresent();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          bank ? "SET session_replication_role = replica" : "PRAGMA ignore_check_constraints = ON");
      List<String> guards = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(bank ? BANK_GUARDS : FILE_GUARDS)) {
        while (rows.next()) {
          guards.add(rows.getString(1));
        }
      }
      for (String guard : guards) {
        statement.execute(guard);
      }
    }
    return connection;
  }

  /** From now on no row of a table can be written. */
  public static void forbid(Path folder, String table) {
    boolean bank = bank(folder).isPresent();
    if (bank) {
      execute(
          folder,
          "CREATE OR REPLACE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS"
              + " $$ BEGIN RAISE EXCEPTION 'no room'; END $$");
    }
    for (String event : List.of("insert", "update")) {
      execute(
          folder,
          String.format(
              Locale.ROOT,
              "CREATE TRIGGER no_%s BEFORE %s ON %s %s",
              event,
              event,
              table,
              bank
                  ? "FOR EACH ROW EXECUTE FUNCTION no_room()"
                  : "BEGIN SELECT RAISE(ABORT, 'no room'); END"));
    }
  }

  /** They can be written again. */
  public static void allow(Path folder, String table) {
    String on = bank(folder).isPresent() ? " ON " + table : "";
    for (String event : List.of("insert", "update")) {
      execute(folder, "DROP TRIGGER no_" + event + on);
    }
  }

  private static void execute(Path folder, String sql) {
    try (Connection connection = connect(folder);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
