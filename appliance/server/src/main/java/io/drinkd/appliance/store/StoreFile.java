package io.drinkd.appliance.store;

import io.drinkd.appliance.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/** The file on disk: its folder, its tables' version, and how connections to it are set up. */
final class StoreFile {

  private static final String MIGRATIONS = "classpath:io/drinkd/appliance/store/migration";

  /**
   * Pages that the one who writes keeps in memory at most, 16 MiB. A round of commits changes some
   * hundreds; what does not fit would be written to the log twice.
   */
  private static final int CACHE_PAGES = 4_096;

  /** After so many pages, 16 MiB, the log is copied into the file, which costs two more syncs. */
  private static final int CHECKPOINT_PAGES = 4_096;

  private StoreFile() {}

  /** Makes what is missing of folder, file and tables. */
  static Path prepare(Path folder) {
    makeFolder(folder);
    Path file = folder.resolve(Store.FILE_NAME);
    try {
      migrate(file);
    } catch (FlywayException e) {
      throw new StoreException(
          Kind.UNSOUND,
          file
              + ": cannot be read as the books of this version: "
              + rootMessage(e)
              + ". Put a sound copy in its place.",
          e);
    }
    return file;
  }

  private static void makeFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new StoreException(
          Kind.UNUSABLE, folder + ": the data folder cannot be made: " + e.getMessage(), e);
    }
    if (!Files.isWritable(folder)) {
      throw new StoreException(
          Kind.UNUSABLE,
          folder + ": the data folder cannot be written; give it to the user who runs drinkd");
    }
  }

  private static void migrate(Path file) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(url(file), null, null)
            .locations(MIGRATIONS)
            .loggers("slf4j")
            .load();
    refuseNewer(file, flyway);
    flyway.migrate();
  }

  /** What a newer version has added, this one would not keep right. */
  private static void refuseNewer(Path file, Flyway flyway) {
    MigrationInfo current = flyway.info().current();
    if (current != null && current.getState() == MigrationState.FUTURE_SUCCESS) {
      throw new StoreException(
          Kind.UNSOUND,
          file
              + ": was written by a newer version (its tables have version "
              + current.getVersion()
              + "). Run that version, or put back a copy made before it.");
    }
  }

  /**
   * A connection for the one thread that writes: what is committed is on disk.
   *
   * <p>Two defaults cost more than all the rest. The driver asks for the generated keys after each
   * insert, by a statement that it prepares anew; nobody here wants them. And SQLite writes what a
   * savepoint may have to restore to a temporary file as soon as it is more than 64 KiB, which each
   * round's is; in memory it is bounded by the round.
   */
  static Connection openForWriting(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(10_000);
    config.setGetGeneratedKeys(false);
    config.setTempStore(TempStore.MEMORY);
    config.setCacheSize(CACHE_PAGES);
    config.setPragma(Pragma.WAL_AUTOCHECKPOINT, String.valueOf(CHECKPOINT_PAGES));
    return config.createConnection(url(file));
  }

  /** A connection that cannot write. */
  static Connection openForReading(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(10_000);
    return config.createConnection(url(file));
  }

  private static String url(Path file) {
    return "jdbc:sqlite:" + file;
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
