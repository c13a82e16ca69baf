package io.drinkd.appliance.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreContract;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest extends StoreContract {

  @TempDir Path folder;

  @Override
  protected Store open() {
    return SqliteStore.open(folder);
  }

  @Test
  void theFolderIsMadeForItsOwnerOnly() throws IOException {
    Path data = folder.resolve("house/data");
    SqliteStore.open(data).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }

  @Test
  void aFileThatIsNoStoreIsNotSound() throws IOException {
    Files.write(
        folder.resolve(SqliteStore.FILE_NAME),
        "These are not the books.".repeat(500).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSOUND))
        .hasMessageContaining(SqliteStore.FILE_NAME);
  }

  @Test
  void aStoreOfANewerVersionIsRefused() throws SQLException {
    SqliteStore.open(folder).close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(SqliteStore.FILE_NAME));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSOUND))
        .hasMessage(
            folder.resolve(SqliteStore.FILE_NAME)
                + ": was written by a newer version (its tables have version 99)."
                + " Run that version, or put back a copy made before it.");
  }
}
