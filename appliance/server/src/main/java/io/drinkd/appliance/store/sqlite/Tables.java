package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a file's tables up to date.
 *
 * <p>That is Flyway's work, but Flyway alone would be a fifth of a start. So each script ends with
 * setting SQLite's {@code user_version} to its own number, which is committed with everything else
 * that the script does; only a file whose number is too low is passed to Flyway.
 */
final class Tables {

  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  /** The number of the newest script. */
  static final int VERSION = 1;

  private static final int UNKNOWN = 0;

  private Tables() {}

  /**
   * Creates the tables, or migrates them.
   *
   * @throws StoreException if a newer version has written the file
   * @throws org.flywaydb.core.api.FlywayException if it cannot be done
   */
  static void bringUpToDate(Path file) throws IOException {
    int version = version(file);
    if (version > VERSION) {
      throw new StoreException(
          Kind.UNSOUND,
          file
              + ": was written by a newer version (its tables have version "
              + version
              + "). Run that version, or put back a copy made before it.");
    }
    if (version < VERSION) {
      migrate(file);
    }
  }

  /** The number of the last script that has run in the file; 0 if none has or it is unreadable. */
  static int version(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return UNKNOWN;
    }
    try {
      return StoreFile.reading(
          file, tx -> tx.first("PRAGMA user_version", row -> row.getInt(1)).orElse(UNKNOWN));
    } catch (SQLException e) {
      // Flyway fails for the same reason, and its message is shown.
      LOG.debug("{}: cannot read the version of its tables: {}", file, e.getMessage());
      return UNKNOWN;
    }
  }

  private static void migrate(Path file) {
    Flyway.configure()
        .dataSource(StoreFile.url(file), null, null)
        .locations("classpath:io/drinkd/appliance/store/sqlite/migration")
        .loggers("slf4j")
        .load()
        .migrate();
  }
}
