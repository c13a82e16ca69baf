package io.drinkd.appliance.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCheckpointTest {

  @TempDir Path folder;

  private long logBytes() throws IOException {
    return Files.size(folder.resolve(SqliteStore.FILE_NAME + "-wal"));
  }

  private static void write(Store store, int pieces, int chars) {
    List<CompletableFuture<Integer>> writes = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      writes.add(
          store.write(
              tx ->
                  tx.update(
                      """
                      INSERT INTO audit (at, actor, what, old_value, new_value, deed)
                      VALUES (0, 'test', 'much', ?, '', 'MESSAGE')\
                      """,
                      "x".repeat(chars))));
    }
    writes.forEach(CompletableFuture::join);
  }

  @Test
  void aLogThatAnotherProgramHasKeptLongShrinksWithoutAStop() throws Exception {
    try (Store store = SqliteStore.open(folder)) {
      try (Connection other = StoreFile.openForReading(folder.resolve(SqliteStore.FILE_NAME));
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN");
        statement.executeQuery("SELECT count(*) FROM audit").close();
        write(store, 1_500, 20_000);
        assertThat(logBytes()).isGreaterThan(24L << 20);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                write(store, 1, 200_000);
                return logBytes() <= LogCheckpoint.LOG_BYTES;
              });
    }
    try (Store again = SqliteStore.open(folder)) {
      assertThat(again.<Integer>readNow(tx -> tx.list("SELECT 1 FROM audit", row -> 1).size()))
          .isGreaterThan(1_500);
    }
  }

  @Test
  void afterAFailedSyncNothingIsWrittenAndAfterAFullDiskItIsTriedAgain() {
    List<StoreException> refused = new ArrayList<>();
    try (LogCheckpoint checkpoint =
        new LogCheckpoint(folder.resolve(SqliteStore.FILE_NAME), refused::add)) {
      checkpoint.failed(new SQLException("[SQLITE_FULL] the disk is full"));
      assertThat(refused).isEmpty();
      checkpoint.failed(new SQLException("[SQLITE_IOERR_FSYNC] I/O error in fsync()"));
      assertThat(refused)
          .singleElement()
          .extracting(Throwable::getMessage)
          .asString()
          .contains("SQLITE_IOERR_FSYNC", "No more writes are accepted", "restart drinkd");
    }
  }
}
