package io.drinkd.appliance.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is reported when, while the disk is slow or fails. */
class LogSyncTest {

  @TempDir Path folder;

  private final Semaphore allowed = new Semaphore(0);
  private final AtomicInteger begun = new AtomicInteger();

  private Store slowStore() {
    return SqliteStore.open(
        folder,
        file ->
            new LogSync(file) {
              @Override
              void toDisk() throws IOException {
                begun.incrementAndGet();
                allowed.acquireUninterruptibly();
                super.toDisk();
              }
            });
  }

  private static CompletableFuture<Long> add(Store store, String name, Runnable done) {
    return store.write(
        tx -> {
          long id = tx.insert("INSERT INTO account (name, floor) VALUES (?, 0) RETURNING id", name);
          done.run();
          return id;
        });
  }

  private static List<String> members(Transaction tx) throws SQLException {
    return tx.list(
        "SELECT name FROM account WHERE name LIKE 'member:%' ORDER BY id", row -> row.getString(1));
  }

  @Test
  void theNextRoundIsDoneWhileTheDiskIsBusyAndCommittedAtOnce() throws InterruptedException {
    try (Store store = slowStore()) {
      CompletableFuture<Long> first = add(store, "member:one", () -> {});
      Awaitility.await().until(() -> begun.get() == 1);
      CountDownLatch worked = new CountDownLatch(3);
      List<CompletableFuture<Long>> next =
          List.of(
              add(store, "member:two", worked::countDown),
              add(store, "member:three", worked::countDown),
              add(store, "member:four", worked::countDown));
      worked.await();
      assertThat(first).isNotDone();
      assertThat(next).noneMatch(CompletableFuture::isDone);
      allowed.release(2);
      next.forEach(CompletableFuture::join);
      assertThat(first).isDone();
      assertThat(begun).hasValue(2);
    }
  }

  @Test
  void returnsWhatWasReadOnceItIsOnDisk() {
    try (Store store = slowStore()) {
      CompletableFuture<Long> adding = add(store, "member:one", () -> {});
      Awaitility.await().until(() -> begun.get() == 1);
      AtomicReference<List<String>> seen = new AtomicReference<>();
      CompletableFuture<List<String>> reading =
          store.read(
              tx -> {
                seen.set(members(tx));
                return seen.get();
              });
      Awaitility.await().until(() -> seen.get() != null);
      assertThat(seen.get()).containsExactly("member:one");
      assertThat(reading).isNotDone();
      assertThat(adding).isNotDone();
      allowed.release();
      assertThat(reading.join()).containsExactly("member:one");
    }
  }

  @Test
  void refusesWritesAfterFailureAndStillReads() {
    AtomicInteger syncs = new AtomicInteger();
    try (Store store =
        SqliteStore.open(
            folder,
            file ->
                new LogSync(file) {
                  @Override
                  void toDisk() throws IOException {
                    if (syncs.incrementAndGet() > 1) {
                      throw new IOException("Input/output error");
                    }
                    super.toDisk();
                  }
                })) {
      add(store, "member:one", () -> {}).join();
      CompletableFuture<Long> unsure = add(store, "member:two", () -> {});
      String message = "writing to disk (fsync) failed: Input/output error";
      assertThatThrownBy(unsure::join)
          .hasCauseInstanceOf(StoreException.class)
          .hasMessageContaining(message);
      assertThatThrownBy(add(store, "member:three", () -> {})::join).hasMessageContaining(message);
      assertThat(store.readNow(LogSyncTest::members))
          .contains("member:one")
          .doesNotContain("member:three");
      assertThat(syncs).hasValue(2);
    }
  }
}
