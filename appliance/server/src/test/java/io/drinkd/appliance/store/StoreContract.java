package io.drinkd.appliance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What holds for books wherever they are kept. */
public abstract class StoreContract {

  /** Opens the books of the test: each time the same ones. */
  protected abstract Store open();

  protected static long accounts(Store store) {
    return store
        .read(tx -> tx.first("SELECT count(*) FROM account", row -> row.getLong(1)))
        .join()
        .orElseThrow();
  }

  protected static Long open(Transaction tx, String name) throws SQLException {
    return tx.insert("INSERT INTO account (name, floor) VALUES (?, 0) RETURNING id", name);
  }

  @Test
  void whatWasWrittenIsThereAfterReopening() {
    try (Store store = open()) {
      store.write(tx -> open(tx, "member:bob")).join();
    }
    try (Store store = open()) {
      assertThat(accounts(store)).isEqualTo(4);
    }
  }

  @Test
  void workThatFailsTakesNothingOfItsCommitWithIt() {
    try (Store store = open()) {
      CountDownLatch allWait = new CountDownLatch(1);
      CompletableFuture<Long> blocking =
          store.write(
              tx -> {
                awaitQuietly(allWait);
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

  private static <R> Pending<R> openLater(
      Transaction tx, String name, Transaction.Then<Long, R> then) throws SQLException {
    return tx.firstLater(
        "INSERT INTO account (name, floor) VALUES (?, 0) RETURNING id",
        row -> row.getLong(1),
        id -> then.of(id.orElseThrow()),
        name);
  }

  @Test
  void resultsThatAreNotNeededYetComeInTheOrderOfTheirStatements() {
    try (Store store = open()) {
      List<String> order = new ArrayList<>();
      long floor =
          store.writeNow(
              tx -> {
                Pending<Long> bob =
                    openLater(
                        tx,
                        "member:bob",
                        id -> {
                          order.add("opened");
                          return id;
                        });
                tx.updateLater(
                    "UPDATE account SET floor = ? WHERE name = ?",
                    count -> order.add("changed " + count),
                    -5,
                    "member:bob");
                Pending<Long> none =
                    tx.firstLater(
                        "SELECT id FROM account WHERE name = ?",
                        row -> row.getLong(1),
                        found -> found.orElse(-1L),
                        "member:nobody");
                long seen =
                    tx.first(
                            "SELECT floor FROM account WHERE name = 'member:bob'",
                            row -> row.getLong(1))
                        .orElseThrow();
                assertThat(order).containsExactly("opened", "changed 1");
                assertThat(none.get()).isEqualTo(-1);
                assertThat(bob.get()).isPositive();
                openLater(tx, "member:last", id -> order.add("opened as the work ended"));
                return seen;
              });
      assertThat(floor).isEqualTo(-5);
      assertThat(order.get(order.size() - 1)).isEqualTo("opened as the work ended");
      assertThat(accounts(store)).isEqualTo(5);
    }
  }

  /** Whatever was on its way with it, in its own work or before it in the same commit. */
  @Test
  void workFailsAloneByWhatItWouldFailWithFirst() {
    try (Store store = open()) {
      CountDownLatch allWait = new CountDownLatch(1);
      CompletableFuture<Long> first =
          store.write(
              tx -> {
                awaitQuietly(allWait);
                return open(tx, "member:first");
              });
      CompletableFuture<Long> refused =
          store.write(
              tx -> {
                openLater(
                    tx,
                    "member:undone",
                    id -> {
                      throw new IllegalStateException("refused");
                    });
                // Not reached by whoever is refused; it breaks a constraint.
                return openLater(tx, "house:sales", id -> id).get();
              });
      CompletableFuture<Object> forbidden =
          store.write(
              tx -> {
                openLater(tx, "member:undone too", id -> id);
                openLater(tx, "house:sales", id -> id);
                return null;
              });
      CompletableFuture<Long> last =
          store.write(tx -> openLater(tx, "member:last", id -> id).get());
      allWait.countDown();

      first.join();
      last.join();
      assertThatThrownBy(refused::join)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("refused");
      assertThatThrownBy(forbidden::join).hasCauseInstanceOf(StoreException.class);
      assertThat(accounts(store)).isEqualTo(5);
    }
  }

  /** The work must not continue with the number of a row that is not there. */
  @Test
  void aRowThatBreaksAForeignKeyFailsWhereItIsWritten() {
    try (Store store = open()) {
      List<Long> inserted = new ArrayList<>();
      CompletableFuture<Long> failing =
          store.write(
              tx -> {
                inserted.add(
                    tx.insert(
                        """
                        INSERT INTO token (member, hash, name, scope, created_at, ends_at)
                        VALUES (?, ?, 'phone', 'read', 1, 2) RETURNING id\
                        """,
                        1_000,
                        "0".repeat(64)));
                return 0L;
              });
      assertThatThrownBy(failing::join).hasCauseInstanceOf(StoreException.class);
      assertThat(inserted).isEmpty();
    }
  }

  @Test
  void aFutureCompletesAfterTheCommitAndWhatFollowsIt() {
    try (Store store = open()) {
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
    try (Store store = open()) {
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
    try (Store store = open()) {
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
    try (Store store = open()) {
      assertThatThrownBy(() -> store.read(tx -> open(tx, "member:bob")).join())
          .hasCauseInstanceOf(StoreException.class);
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    Store store = open();
    store.close();
    assertThatThrownBy(() -> store.write(tx -> open(tx, "member:bob")).join())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("the store is closed");
    assertThatThrownBy(() -> store.read(tx -> null).join())
        .hasMessageContaining("the store is closed");
  }

  /** What memory knows of the books is changed by these completions, one after the other. */
  @Test
  void completesALoneWriteOnlyAfterTheBatchBeforeIt() throws Exception {
    CountDownLatch submitted = new CountDownLatch(1);
    CountDownLatch completing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    try (Store store = open()) {
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
