package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.OwnerOnly;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.appliance.store.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/** The file on disk: its folder, its tables' version, and how connections to it are set up. */
final class StoreFile {

  /**
   * How long one reading or writing waits for another program that has locked the file. What waits
   * meanwhile are replies, and each of them would wait as long.
   */
  private static final int LOCKED_MILLIS = 2_000;

  /**
   * The most pages that the writing connection caches, 16 MiB. A batch changes some hundreds; what
   * does not fit would be written to the log twice.
   */
  private static final int CACHE_PAGES = 4_096;

  private StoreFile() {}

  /**
   * A file that can be opened.
   *
   * @param searched whether all of it has been checked for damage
   */
  record Prepared(Path file, boolean searched) {}

  /**
   * Creates what is missing of folder, file and tables.
   *
   * @param searchedBytes a file up to this size is checked for damage
   */
  static Prepared prepare(Path folder, long searchedBytes) {
    makeFolder(folder);
    Path file = folder.resolve(SqliteStore.FILE_NAME);
    try {
      StoreReplacement.resume(folder);
      Tables.bringUpToDate(file);
      boolean due = DamageSearch.isDueAtStart(file, searchedBytes);
      if (due) {
        DamageSearch.search(file);
      }
      return new Prepared(file, due);
    } catch (FlywayException e) {
      throw unreadable(file, e);
    } catch (SQLException e) {
      throw SqliteStore.failed("reading", file, e);
    } catch (IOException e) {
      throw new StoreException(
          Kind.UNUSABLE, file + ": cannot be read: " + FileFailure.reason(e), e);
    }
  }

  /** A file that cannot be read or written may be sound: then fixing the disk is enough. */
  private static StoreException unreadable(Path file, FlywayException e) {
    Throwable root = root(e);
    if (root instanceof SQLException cause
        && !SqliteStore.saysUnsound(cause)
        && !isOfTables(cause)) {
      return new StoreException(
          Kind.UNUSABLE,
          file
              + ": cannot be read or written: "
              + cause.getMessage()
              + ". Check free disk space and the owner of the file.",
          e);
    }
    return new StoreException(
        Kind.UNSOUND,
        file
            + ": cannot be read as the books of this version: "
            + root.getMessage()
            + ". Restore a sound copy: drinkd restore FILE",
        e);
  }

  /** Whether a statement of a script does not fit the tables that are there. */
  private static boolean isOfTables(SQLException cause) {
    return String.valueOf(cause.getMessage()).contains("[SQLITE_ERROR]");
  }

  /** Whether a file holds books: it has Flyway's table. */
  static boolean holdsBooks(Path file) throws SQLException {
    String sql = "SELECT 1 FROM sqlite_master WHERE name = 'flyway_schema_history'";
    return reading(file, tx -> tx.first(sql, row -> true)).isPresent();
  }

  /** Reads on a connection of its own. */
  static <T> T reading(Path file, Work<T> work) throws SQLException {
    try (Connection connection = openForReading(file)) {
      return inSnapshot(new SqliteTransaction(connection), work);
    }
  }

  /** One snapshot of what is committed, however many statements the work reads with. */
  static <T> T inSnapshot(Transaction transaction, Work<T> work) throws SQLException {
    transaction.update("BEGIN");
    T result;
    try {
      result = work.run(transaction);
    } catch (SQLException | RuntimeException | Error e) {
      try {
        transaction.update("ROLLBACK");
      } catch (SQLException notBegun) {
        e.addSuppressed(notBegun);
      }
      throw e;
    }
    transaction.update("ROLLBACK");
    return result;
  }

  /**
   * Writes what is committed into an empty file, while writes to the store continue. It holds its
   * snapshot as long as it copies, and waits for nothing but the disk.
   */
  static void copy(Path from, Path to) throws SQLException {
    try (Connection connection = openForReading(from);
        PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, to.toString());
      statement.execute();
    }
  }

  private static void makeFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, OwnerOnly.FOLDER);
      }
    } catch (IOException e) {
      throw new StoreException(
          Kind.UNUSABLE,
          folder + ": the data folder cannot be created: " + FileFailure.reason(e),
          e);
    }
    if (!Files.isWritable(folder)) {
      throw new StoreException(
          Kind.UNUSABLE,
          folder + ": the data folder is not writable; make the user who runs drinkd its owner");
    }
  }

  /**
   * A connection for the one thread that writes, or for {@link LogCheckpoint}. What it commits is
   * in SQLite's log, but on disk only after {@link LogSync}.
   *
   * <p>Three defaults cost more than all the rest. The JDBC driver queries the generated keys after
   * each insert, with a statement that it prepares each time; nobody here needs them. It also
   * attempts a {@code BEGIN} after each statement without rows, as long as it believes that there
   * may be no transaction. And SQLite spills a savepoint's undo data to a temporary file as soon as
   * it exceeds 64 KiB, as each batch's does; in memory it is bounded by the batch.
   */
  static Connection openForWriting(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.NORMAL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(LOCKED_MILLIS);
    config.setGetGeneratedKeys(false);
    config.setTempStore(TempStore.MEMORY);
    config.setCacheSize(CACHE_PAGES);
    config.setPragma(Pragma.WAL_AUTOCHECKPOINT, "0");
    config.setJournalSizeLimit(LogCheckpoint.LOG_BYTES);
    Connection connection = config.createConnection(url(file));
    try {
      leaveTransactionsToUs(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Without its auto-commit the driver begins one transaction now, and none after it. */
  private static void leaveTransactionsToUs(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("COMMIT");
    }
  }

  /** A connection that cannot write. */
  static Connection openForReading(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(LOCKED_MILLIS);
    return config.createConnection(url(file));
  }

  static String url(Path file) {
    return "jdbc:sqlite:" + file;
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
