package io.drinkd.appliance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** When a file is taken for current without asking Flyway: never when it is not. */
class TablesTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve(Store.FILE_NAME);
  }

  private void inFile(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Test
  void everyScriptOfTheFolderIsKnown() throws IOException {
    Path scripts = Path.of("src/main/resources/io/drinkd/appliance/store/migration");
    try (Stream<Path> files = Files.list(scripts)) {
      assertThat(files.map(script -> script.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Tables.SCRIPTS);
    }
  }

  @Test
  void whatFlywayHasBroughtUpToDateIsCurrent() {
    assertThat(Tables.areCurrent(file())).isFalse();
    Store.open(folder).close();
    assertThat(Tables.areCurrent(file())).isTrue();
  }

  @Test
  void anEmptyFileGetsItsTables() throws IOException {
    Files.createFile(file());
    assertThat(Tables.areCurrent(file())).isFalse();
    Store.open(folder).close();
    assertThat(Tables.areCurrent(file())).isTrue();
  }

  /** An older version's file has the first of the scripts only; here that is none. */
  @Test
  void anOlderFileGetsWhatIsMissing() throws SQLException {
    inFile(
        """
        CREATE TABLE flyway_schema_history (installed_rank INT NOT NULL PRIMARY KEY,
          version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL,
          script VARCHAR(1000) NOT NULL, checksum INT, installed_by VARCHAR(100) NOT NULL,
          installed_on TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
          execution_time INT NOT NULL, success BOOLEAN NOT NULL)\
        """);
    assertThat(Tables.areCurrent(file())).isFalse();
    try (Store store = Store.open(folder)) {
      List<String> accounts =
          store.readNow(tx -> tx.list("SELECT name FROM account", row -> row.getString(1)));
      assertThat(accounts).hasSize(3);
    }
    assertThat(Tables.areCurrent(file())).isTrue();
  }

  @Test
  void aScriptThatWasAnotherOneIsNotCurrentAndIsRefused() throws SQLException {
    Store.open(folder).close();
    inFile("UPDATE flyway_schema_history SET checksum = checksum + 1");
    assertThat(Tables.areCurrent(file())).isFalse();
    assertThatThrownBy(() -> Store.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be read as the books of this version");
  }

  @Test
  void aScriptThatFailedOrANewerOneIsNotCurrent() throws SQLException {
    for (String change :
        List.of(
            "UPDATE flyway_schema_history SET success = 0",
            "UPDATE flyway_schema_history SET success = 1, script = 'V2__other.sql'")) {
      Store.open(folder.resolve("first")).close();
      Path books = folder.resolve("first").resolve(Store.FILE_NAME);
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + books);
          Statement statement = connection.createStatement()) {
        statement.executeUpdate(change);
        assertThat(Tables.areCurrent(books)).isFalse();
        statement.executeUpdate(
            "UPDATE flyway_schema_history SET success = 1, script = 'V1__books.sql'");
      }
    }
  }
}
