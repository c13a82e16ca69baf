package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.OwnerOnly;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a file's tables up to date.
 *
 * <p>That is Flyway's work, but Flyway alone would be a fifth of a start. So each script ends with
 * setting SQLite's {@code user_version} to its own number, which is committed with everything else
 * that the script does; only a file whose number is too low is passed to Flyway.
 *
 * <p>A number alone does not say that the tables are those of this version: somebody may have
 * changed them, or a script was edited before it was released. So the statements that made them,
 * which SQLite keeps and reads at the start anyway, must be those that the scripts of this version
 * leave behind.
 */
final class Tables {

  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  /** The number of the newest script. */
  static final int VERSION = 1;

  /** Notes the version in the file. */
  static final String SET_VERSION = "PRAGMA user_version = " + VERSION;

  /** What the scripts leave behind; a test knows it after a script has been edited. */
  static final int FINGERPRINT = 0x408c17e6;

  private static final Found NOTHING = new Found(0, 0);

  private Tables() {}

  /**
   * Creates the tables, or migrates them.
   *
   * @throws StoreException if a newer version has written the file, or its tables are not those of
   *     this version
   * @throws org.flywaydb.core.api.FlywayException if it cannot be done
   */
  static void bringUpToDate(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      begin(file);
      return;
    }
    Found found = find(file);
    if (found.version > VERSION) {
      throw new StoreException(
          Kind.UNSOUND,
          file
              + ": was written by a newer version (its tables have version "
              + found.version
              + "). Run that version, or put back a copy made before it.");
    }
    if (found.version < VERSION) {
      migrate(file);
    } else if (found.fingerprint != FINGERPRINT) {
      throw new StoreException(
          Kind.UNSOUND,
          file
              + ": its tables are not those of this drinkd (version "
              + VERSION
              + String.format(
                  Locale.ROOT, ", fingerprint %08x, expected %08x)", found.fingerprint, FINGERPRINT)
              + ": an unreleased build made them, or somebody has changed them. Run the build that"
              + " made them, or restore a copy that this one made: drinkd restore FILE");
    }
  }

  /** SQLite gives its log and the log's index the rights that the file has. */
  private static void begin(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file, OwnerOnly.FILE);
      OwnerOnly.giveToOwnerOf(file.getParent(), file);
    }
    migrate(file);
    // What to do: nothing at a first start; else stop drinkd, let data: name the folder that has
    // the books, and start it again.
    LOG.warn("books begun: {}", file);
  }

  /**
   * What is in a file.
   *
   * @param fingerprint of the statements that made its tables; Flyway's own table aside
   */
  private record Found(int version, int fingerprint) {}

  /** The number of the last script that has run in the file; 0 if none has or it is unreadable. */
  static int version(Path file) throws IOException {
    return find(file).version;
  }

  private static Found find(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return NOTHING;
    }
    try {
      return StoreFile.reading(file, Tables::find);
    } catch (SQLException e) {
      // Flyway fails for the same reason, and its message is shown.
      LOG.debug("{}: cannot read the version of its tables: {}", file, e.getMessage());
      return NOTHING;
    }
  }

  private static Found find(Transaction tx) throws SQLException {
    int version = tx.first("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
    List<String> statements =
        tx.list(
            """
            SELECT sql FROM sqlite_schema
            WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND tbl_name NOT LIKE 'flyway%'
            ORDER BY name\
            """,
            row -> row.getString(1));
    return new Found(version, statements.hashCode());
  }

  /** Flyway tries ten times, each as long as one waits for a lock: a minute and a half. */
  private static void requireUnlocked(Path file) {
    try (Connection connection = DriverManager.getConnection(StoreFile.url(file));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 5000");
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains("SQLITE_BUSY")) {
        throw new StoreException(
            Kind.UNUSABLE,
            file
                + ": cannot be written: "
                + e.getMessage()
                + ". Another program has locked it; end that, and start again.",
            e);
      }
      // Flyway fails for the same reason, and its message is shown.
      LOG.debug("{}: cannot be locked: {}", file, e.getMessage());
    }
  }

  private static void migrate(Path file) {
    requireUnlocked(file);
    Flyway.configure()
        .dataSource(StoreFile.url(file), null, null)
        .locations("classpath:io/drinkd/appliance/store/sqlite/migration")
        .loggers("slf4j")
        .load()
        .migrate();
  }
}
