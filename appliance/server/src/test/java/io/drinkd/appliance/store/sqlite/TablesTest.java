package io.drinkd.appliance.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are passed to Flyway, and what becomes of them. */
class TablesTest {

  /** As Flyway makes it, before any script has run. */
  private static final String HISTORY =
      """
      CREATE TABLE flyway_schema_history (installed_rank INT NOT NULL PRIMARY KEY,
        version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL,
        script VARCHAR(1000) NOT NULL, checksum INT, installed_by VARCHAR(100) NOT NULL,
        installed_on TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
        execution_time INT NOT NULL, success BOOLEAN NOT NULL)\
      """;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve(SqliteStore.FILE_NAME);
  }

  private void inFile(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private List<String> accounts() {
    try (Store store = SqliteStore.open(folder)) {
      return store.readNow(
          tx -> tx.list("SELECT name FROM account ORDER BY id", row -> row.getString(1)));
    }
  }

  private void assertHasItsTables() throws IOException {
    assertThat(accounts()).containsExactly("house:sales", "house:treasury", "house:adjustment");
    assertThat(Tables.version(file())).isEqualTo(Tables.VERSION);
  }

  /** A script that does not end with its number would be run again at each start. */
  @Test
  void theNewestScriptIsTheVersion() throws IOException {
    Path scripts = Path.of("src/main/resources/io/drinkd/appliance/store/sqlite/migration");
    try (Stream<Path> files = Files.list(scripts)) {
      for (Path script : files.toList()) {
        String number = script.getFileName().toString().replaceFirst("^V([0-9]+)__.*", "$1");
        assertThat(Files.readString(script))
            .as(script.toString())
            .endsWith("\nPRAGMA user_version = " + number + ";\n");
        assertThat(Integer.parseInt(number)).isBetween(1, Tables.VERSION);
      }
    }
    assertHasItsTables();
  }

  @Test
  void aNewFileGetsItsTables() throws IOException {
    assertThat(Tables.version(file())).isZero();
    assertHasItsTables();
  }

  @Test
  void anEmptyFileGetsItsTables() throws IOException {
    Files.createFile(file());
    assertThat(Tables.version(file())).isZero();
    assertHasItsTables();
  }

  /** Without its own table Flyway would refuse a file that has others. */
  @Test
  void aCurrentFileIsNotPassedToFlyway() throws Exception {
    SqliteStore.open(folder).close();
    inFile("DROP TABLE flyway_schema_history");
    assertHasItsTables();
  }

  /** An older version's file has the first of the scripts only; here that is none. */
  @Test
  void anOlderFileGetsWhatIsMissing() throws Exception {
    inFile(HISTORY);
    assertHasItsTables();
  }

  @Test
  void aScriptThatFailsLeavesNothingBehind() throws Exception {
    inFile(HISTORY);
    inFile("CREATE TABLE audit (the_last_table_of_the_script INTEGER)");
    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be read as the books of this version");
    assertThat(Tables.version(file())).isZero();

    inFile("DROP TABLE audit");
    assertHasItsTables();
  }

  @Test
  void aCurrentFileWithoutItsNumberIsJudgedByFlyway() throws Exception {
    SqliteStore.open(folder).close();
    inFile("UPDATE flyway_schema_history SET checksum = checksum + 1");
    assertThat(accounts()).hasSize(3);
    inFile("PRAGMA user_version = 0");
    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be read as the books of this version");
  }

  /** As after the script was edited, with books of the time before. */
  @Test
  void aFileOfTheSameNumberWithOtherTablesIsRefused() throws Exception {
    SqliteStore.open(folder).close();
    inFile("ALTER TABLE member ADD COLUMN nickname TEXT");
    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(
            file() + ": its tables are not those of this drinkd (version 1, fingerprint ")
        .hasMessageEndingWith("drinkd restore FILE")
        .hasMessageNotContaining("\n");

    inFile("ALTER TABLE member DROP COLUMN nickname");
    assertHasItsTables();
  }

  /** What SQLite and Flyway keep in a file for themselves is no part of the tables. */
  @Test
  void aFileWithStatisticsIsStillOurs() throws Exception {
    SqliteStore.open(folder).close();
    inFile("ANALYZE");
    assertHasItsTables();
  }

  @Test
  void aNewerFileIsRefusedAndLeftAsItIs() throws Exception {
    SqliteStore.open(folder).close();
    inFile("PRAGMA user_version = 2");
    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("was written by a newer version (its tables have version 2)");
    assertThat(Tables.version(file())).isEqualTo(2);
  }
}
