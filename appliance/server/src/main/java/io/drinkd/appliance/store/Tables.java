package io.drinkd.appliance.store;

import io.drinkd.appliance.store.StoreException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a file's tables up to date.
 *
 * <p>That is Flyway's work, but Flyway alone would be a fifth of a start. So its record in the file
 * is read first, by one statement: if it tells of exactly the scripts that are here, with their
 * checksums, there is nothing to do. Whatever else it tells, Flyway judges.
 */
final class Tables {

  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  private static final String FOLDER = "io/drinkd/appliance/store/migration";

  /** The scripts in that folder, in their order. */
  static final List<String> SCRIPTS = List.of("V1__books.sql");

  private Tables() {}

  /** What Flyway keeps of a script that it has run. */
  private record Run(String script, int checksum, boolean success) {}

  /**
   * Makes the tables, or adds what is missing.
   *
   * @throws StoreException if a newer version has written the file
   * @throws org.flywaydb.core.api.FlywayException if it cannot be done
   */
  static void bringUpToDate(Path file) {
    if (!areCurrent(file)) {
      migrate(file);
    }
  }

  /** Whether there is certainly nothing to do. */
  static boolean areCurrent(Path file) {
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        return false;
      }
      return StoreFile.reading(
              file,
              tx ->
                  tx.list(
                      """
                      SELECT script, checksum, success FROM flyway_schema_history
                      ORDER BY installed_rank\
                      """,
                      row -> new Run(row.getString(1), row.getInt(2), row.getBoolean(3))))
          .equals(expected());
    } catch (SQLException | IOException e) {
      // Flyway comes to the same, and what it says is told.
      LOG.debug("{}: its tables' version is not known: {}", file, e.getMessage());
      return false;
    }
  }

  private static List<Run> expected() throws IOException {
    List<Run> expected = new ArrayList<>();
    for (String script : SCRIPTS) {
      expected.add(new Run(script, checksum(script), true));
    }
    return expected;
  }

  /** As Flyway reckons it: over the lines, without their ends. */
  private static int checksum(String script) throws IOException {
    CRC32 checksum = new CRC32();
    try (InputStream bytes =
            Tables.class.getClassLoader().getResourceAsStream(FOLDER + "/" + script);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      lines.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return (int) checksum.getValue();
  }

  private static void migrate(Path file) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(StoreFile.url(file), null, null)
            .locations("classpath:" + FOLDER)
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
}
