package io.drinkd.appliance.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

  @TempDir Path folder;

  private static long accounts(Store store) {
    return store
        .read(tx -> tx.first("SELECT count(*) FROM account", row -> row.getLong(1)))
        .join()
        .orElseThrow();
  }

  private static Long open(Transaction tx, String name) throws SQLException {
    return tx.insert("INSERT INTO account (name, floor) VALUES (?, 0) RETURNING id", name);
  }

  @Test
  void theFolderIsMadeForItsOwnerOnly() throws IOException {
    Path data = folder.resolve("house/data");
    SqliteStore.open(data).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }

  @Test
  void whatWasWrittenIsThereAfterReopening() {
    try (Store store = SqliteStore.open(folder)) {
      store.write(tx -> open(tx, "member:bob")).join();
    }
    try (Store store = SqliteStore.open(folder)) {
      assertThat(accounts(store)).isEqualTo(4);
    }
  }

  @Test
  void workThatFailsTakesNothingOfItsCommitWithIt() {
    try (Store store = SqliteStore.open(folder)) {
      CountDownLatch allWait = new CountDownLatch(1);
      CompletableFuture<Long> blocking =
          store.write(
              tx -> {
                awaitUninterruptibly(allWait);
                return open(tx, "member:first");
              });
      CompletableFuture<Long> failing =
          store.write(
              tx -> {
                open(tx, "member:undone");
                throw new IllegalStateException("no");
              });
      CompletableFuture<Long> forbidden = store.write(tx -> open(tx, "house:sales"));
      CompletableFuture<Long> last = store.write(tx -> open(tx, "member:last"));
      allWait.countDown();

      blocking.join();
      last.join();
      assertThatThrownBy(failing::join).hasCauseInstanceOf(IllegalStateException.class);
      assertThatThrownBy(forbidden::join).hasCauseInstanceOf(StoreException.class);
      assertThat(
              store
                  .read(
                      tx ->
                          tx.list(
                              "SELECT name FROM account WHERE name LIKE 'member:%' ORDER BY id",
                              row -> row.getString(1)))
                  .join())
          .containsExactly("member:first", "member:last");
    }
  }

  @Test
  void aFutureCompletesAfterTheCommitAndWhatFollowsIt() {
    try (Store store = SqliteStore.open(folder)) {
      List<String> order = new ArrayList<>();
      store
          .write(
              tx -> {
                tx.afterCommit(() -> order.add("committed, " + accounts(store)));
                return open(tx, "member:bob");
              })
          .thenRun(() -> order.add("completed"))
          .join();
      assertThat(order).containsExactly("committed, 4", "completed");
    }
  }

  @Test
  void whatShouldFollowTheCommitOfFailedWorkDoesNot() {
    try (Store store = SqliteStore.open(folder)) {
      List<String> followed = new ArrayList<>();
      CompletableFuture<Void> failing =
          store.write(
              tx -> {
                tx.afterCommit(() -> followed.add("failed"));
                throw new IllegalStateException("no");
              });
      store
          .write(
              tx -> {
                tx.afterCommit(() -> followed.add("well"));
                return null;
              })
          .join();
      assertThat(failing).isCompletedExceptionally();
      assertThat(followed).containsExactly("well");
    }
  }

  @Test
  void whoeverWaitsCannotEndTheThreadThatWrites() {
    try (Store store = SqliteStore.open(folder)) {
      CompletableFuture<Long> careless = store.write(tx -> open(tx, "member:bob"));
      careless.thenRun(
          () -> {
            throw new IllegalStateException("careless");
          });
      assertThat(store.write(tx -> open(tx, "member:alice")).join()).isPositive();
    }
  }

  @Test
  void readingCannotWrite() {
    try (Store store = SqliteStore.open(folder)) {
      assertThatThrownBy(() -> store.read(tx -> open(tx, "member:bob")).join())
          .hasCauseInstanceOf(StoreException.class);
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    Store store = SqliteStore.open(folder);
    store.close();
    assertThatThrownBy(() -> store.write(tx -> open(tx, "member:bob")).join())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("the store is closed");
    assertThatThrownBy(() -> store.read(tx -> null).join())
        .hasMessageContaining("the store is closed");
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

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What memory knows of the books is changed by these completions, one after the other. */
  @Test
  void completesALoneWriteOnlyAfterTheBatchBeforeIt() throws Exception {
    CountDownLatch submitted = new CountDownLatch(1);
    CountDownLatch completing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    try (Store store = SqliteStore.open(folder)) {
      store.write(
          tx -> {
            awaitQuietly(submitted);
            return null;
          });
      store
          .write(tx -> open(tx, "member:a"))
          .thenRun(
              () -> {
                completing.countDown();
                awaitQuietly(goOn);
              });
      CompletableFuture<?> second =
          store.write(tx -> open(tx, "member:b")).thenRun(() -> order.add("second"));
      submitted.countDown();
      completing.await();
      CompletableFuture<?> lone =
          store.write(tx -> open(tx, "member:c")).thenRun(() -> order.add("lone"));
      try {
        assertThatThrownBy(() -> lone.get(500, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
      } finally {
        goOn.countDown();
      }
      CompletableFuture.allOf(second, lone).join();
    }
    assertThat(order).containsExactly("second", "lone");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
