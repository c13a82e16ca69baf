package io.drinkd.appliance.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Transaction;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store does when the disk, the file, or its callers fail it. */
class StoreFailureTest {

  private static final int PAGE = 4_096;

  @TempDir Path folder;

  private static Long open(Transaction tx, String name) throws SQLException {
    return tx.insert("INSERT INTO account (name, floor) VALUES (?, 0) RETURNING id", name);
  }

  private static List<String> members(Store store) {
    return store.readNow(
        tx ->
            tx.list(
                "SELECT name FROM account WHERE name LIKE 'member:%' ORDER BY id",
                row -> row.getString(1)));
  }

  /** The file may have so many pages, or as many as it has now if those are more. */
  private static void limitPages(Store store, String pragma) {
    store.writeNow(tx -> tx.first(pragma, row -> row.getLong(1)));
  }

  /** Keeps the store's thread until the gate is opened; what is asked meanwhile is one round. */
  private static CountDownLatch gate(Store store) {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    store.write(
        tx -> {
          begun.countDown();
          await(gate);
          return null;
        });
    await(begun);
    return gate;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFullDiskInMidRoundLeavesNotHalfARoundBehind() {
    try (Store store = SqliteStore.open(folder)) {
      store.writeNow(tx -> open(tx, "member:bob"));
      limitPages(store, "PRAGMA max_page_count = 1");
      CountDownLatch gate = gate(store);
      CompletableFuture<Long> before = store.write(tx -> open(tx, "member:before"));
      CompletableFuture<Long> full = store.write(tx -> open(tx, "member:" + "x".repeat(2_000_000)));
      CompletableFuture<Long> after = store.write(tx -> open(tx, "member:after"));
      gate.countDown();

      assertThatThrownBy(full::join)
          .hasCauseInstanceOf(StoreException.class)
          .hasMessageContaining("SQLITE_FULL");
      // Each is there exactly if its future says so.
      CompletableFuture.allOf(before, after).exceptionally(failure -> null).join();
      List<String> there = new ArrayList<>(List.of("member:bob"));
      if (!before.isCompletedExceptionally()) {
        there.add("member:before");
      }
      if (!after.isCompletedExceptionally()) {
        there.add("member:after");
      }
      assertThat(members(store)).containsExactlyElementsOf(there);

      limitPages(store, "PRAGMA max_page_count = 1000000");
      store.writeNow(tx -> open(tx, "member:" + "x".repeat(2_000_000)));
    }
    try (Store again = SqliteStore.open(folder)) {
      assertThat(members(again)).contains("member:bob", "member:" + "x".repeat(2_000_000));
    }
  }

  @Test
  void aTransactionThatIsGoneInMidRoundTakesAllOfTheRoundWithIt() {
    try (Store store = SqliteStore.open(folder)) {
      CountDownLatch gate = gate(store);
      List<String> followed = new ArrayList<>();
      CompletableFuture<Long> before =
          store.write(
              tx -> {
                tx.afterCommit(() -> followed.add("before"));
                return open(tx, "member:before");
              });
      // What SQLite does by itself when the disk is full.
      CompletableFuture<Void> full =
          store.write(
              tx -> {
                tx.update("ROLLBACK");
                throw new SQLException("[SQLITE_FULL] the disk is full");
              });
      CompletableFuture<Long> after = store.write(tx -> open(tx, "member:after"));
      gate.countDown();

      for (CompletableFuture<?> future : List.of(before, full, after)) {
        assertThatThrownBy(future::join)
            .hasCauseInstanceOf(StoreException.class)
            .hasMessageContaining("SQLITE_FULL");
      }
      assertThat(members(store)).isEmpty();
      assertThat(followed).isEmpty();
      store.writeNow(tx -> open(tx, "member:carol"));
      assertThat(members(store)).containsExactly("member:carol");
    }
  }

  @Test
  void aCommitThatFailsFailsAllOfItsWork() {
    try (Store store = SqliteStore.open(folder)) {
      CountDownLatch gate = gate(store);
      CompletableFuture<Long> good = store.write(tx -> open(tx, "member:bob"));
      // A rule that is looked at when the commit is made; the iButton's member does not exist.
      CompletableFuture<?> bad =
          store.write(
              tx -> {
                tx.update("PRAGMA defer_foreign_keys = ON");
                return tx.update("INSERT INTO ibutton (id, member) VALUES ('0100ab', 99)");
              });
      gate.countDown();
      assertThatThrownBy(bad::join)
          .hasCauseInstanceOf(StoreException.class)
          .hasMessageContaining("FOREIGN KEY");
      assertThatThrownBy(good::join).hasCauseInstanceOf(StoreException.class);
      assertThat(members(store)).isEmpty();
      store.writeNow(tx -> open(tx, "member:carol"));
      assertThat(members(store)).containsExactly("member:carol");
    }
  }

  @Test
  void anErrorEndsTheWorkThatThrowsItAndNothingElse() {
    try (Store store = SqliteStore.open(folder)) {
      CompletableFuture<?> failing =
          store.write(
              tx -> {
                open(tx, "member:undone");
                throw new AssertionError("no");
              });
      assertThatThrownBy(failing::join).hasCauseInstanceOf(AssertionError.class);
      CompletableFuture<?> reading =
          store.read(
              tx -> {
                throw new AssertionError("no");
              });
      assertThatThrownBy(reading::join).hasCauseInstanceOf(AssertionError.class);
      CompletableFuture<Long> careless = store.write(tx -> open(tx, "member:bob"));
      careless.thenRun(
          () -> {
            throw new AssertionError("careless");
          });
      store.writeNow(tx -> open(tx, "member:alice"));
      assertThat(members(store)).containsExactly("member:bob", "member:alice");
    }
  }

  @Test
  void anInterruptDoesNotEndTheWriting() {
    try (Store store = SqliteStore.open(folder)) {
      store.writeNow(
          tx -> {
            Thread.currentThread().interrupt();
            return open(tx, "member:bob");
          });
      store.writeNow(tx -> open(tx, "member:alice"));
      assertThat(members(store)).containsExactly("member:bob", "member:alice");
    }
  }

  @Test
  void whatIsAskedAfterTheEndIsAnsweredToo() throws InterruptedException {
    SqliteStore.open(folder).close();
    for (int i = 0; i < 10; i++) {
      Store store = SqliteStore.open(folder);
      List<CompletableFuture<Long>> asked = new ArrayList<>();
      Thread asking =
          new Thread(
              () -> {
                CompletableFuture<Long> last;
                do {
                  last = store.write(tx -> 1L);
                  asked.add(last);
                } while (!last.isCompletedExceptionally());
              });
      asking.start();
      store.close();
      asking.join();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> asked.stream().allMatch(CompletableFuture::isDone));
    }
  }

  @Test
  void moreThanMayWaitIsRefused() {
    try (Store store = SqliteStore.open(folder)) {
      CountDownLatch gate = gate(store);
      List<CompletableFuture<Long>> asked = new ArrayList<>();
      for (int i = 0; i < 21_000; i++) {
        asked.add(store.write(tx -> 1L));
      }
      List<CompletableFuture<Long>> refused =
          asked.stream().filter(CompletableFuture::isCompletedExceptionally).toList();
      gate.countDown();
      assertThat(refused).hasSize(1_000);
      assertThatThrownBy(refused.get(0)::join)
          .hasMessageContaining("writes are waiting; try again");
      asked.stream().filter(future -> !refused.contains(future)).forEach(CompletableFuture::join);
    }
  }

  @Test
  void waitsForLockOfAnotherProgramWhileReadsContinue() throws SQLException {
    try (Store store = SqliteStore.open(folder);
        Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      CompletableFuture<Long> waiting = store.write(tx -> open(tx, "member:bob"));
      assertThat(members(store)).isEmpty();
      assertThat(waiting).isNotDone();
      statement.execute("ROLLBACK");
      waiting.join();
      assertThat(members(store)).containsExactly("member:bob");
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(SqliteStore.FILE_NAME));
  }

  @Test
  void aDamagedPageIsFoundAtTheStart() throws IOException {
    try (Store store = SqliteStore.open(folder)) {
      for (int i = 0; i < 500; i++) {
        String name = "member:" + i;
        store.write(tx -> open(tx, name));
      }
    }
    damagePageOf("member:250");
    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSOUND))
        .hasMessageContaining(SqliteStore.FILE_NAME)
        .hasMessageContaining("Restore a sound copy");
  }

  @Test
  void aDamagedPageOfALargeFileIsFoundSoonAfterTheStartAndBeforeTheNext() throws IOException {
    try (Store store = SqliteStore.open(folder)) {
      for (int i = 0; i < 500; i++) {
        String name = "member:" + i;
        store.write(tx -> open(tx, name));
      }
    }
    Path sound = folder.resolve("sound");
    Files.copy(folder.resolve(SqliteStore.FILE_NAME), sound);
    damagePageOf("member:250");
    try (Store store = openAsLarge()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> store.writeNow(tx -> 1L))
                      .isInstanceOfSatisfying(
                          StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSOUND))
                      .hasMessageContaining("is damaged")
                      .hasMessageContaining("Restore a sound copy"));
      assertThat(store.<Integer>readNow(tx -> tx.list("SELECT 1 FROM slot", row -> 1).size()))
          .isZero();
    }
    assertThatThrownBy(this::openAsLarge)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSOUND))
        .hasMessageContaining("is damaged");
    Files.copy(sound, folder.resolve(SqliteStore.FILE_NAME), StandardCopyOption.REPLACE_EXISTING);
    openAsLarge().close();
    assertThat(folder.resolve(SqliteStore.FILE_NAME + "-damaged")).doesNotExist();
  }

  @Test
  void aSoundLargeFileIsWrittenWhileItIsLookedThroughAndMayBeClosedMeanwhile() {
    for (int i = 0; i < 20; i++) {
      String name = "member:" + i;
      try (Store store = openAsLarge()) {
        store.writeNow(tx -> open(tx, name));
      }
    }
    try (Store store = SqliteStore.open(folder)) {
      assertThat(members(store)).hasSize(20);
    }
  }

  /** As if the file were larger than what a start waits for. */
  private Store openAsLarge() {
    return SqliteStore.open(folder, LogSync::new, 0);
  }

  @Test
  void theSearchForDamageGivesWayToALongLogAndBeginsAgain() throws IOException {
    try (Store store = SqliteStore.open(folder)) {
      store.writeNow(
          tx -> {
            for (int i = 0; i < 3_000; i++) {
              open(tx, "member:" + i);
            }
            return null;
          });
    }
    damagePageOf("member:250");
    Path file = folder.resolve(SqliteStore.FILE_NAME);
    BlockingQueue<StoreException> found = new LinkedBlockingQueue<>();
    AtomicInteger asked = new AtomicInteger();
    AtomicBoolean growing = new AtomicBoolean(true);
    LongSupplier logBytes = () -> growing.get() ? asked.incrementAndGet() * (64L << 20) : 0;
    DamageSearch search = DamageSearch.begin(file, found::add, logBytes, 1);
    try {
      Awaitility.await().until(() -> asked.get() > 20);
      assertThat(found).isEmpty();

      growing.set(false);
      Awaitility.await().until(() -> !found.isEmpty());
    } finally {
      search.close();
    }
    assertThat(found.element()).hasMessageContaining("is damaged");
  }

  @Test
  void aPageDamagedWhileRunningFailsWhatComesToItAndNothingElse() throws IOException {
    try (Store store = SqliteStore.open(folder)) {
      for (int i = 0; i < 5_000; i++) {
        String name = "member:" + i + "x".repeat(500);
        store.write(tx -> open(tx, name));
      }
    }
    try (Store store = SqliteStore.open(folder)) {
      damagePageOf("member:2500x");
      CompletableFuture<List<String>> all =
          store.readAlone(
              tx -> tx.list("SELECT name FROM account NOT INDEXED", row -> row.getString(1)));
      assertThatThrownBy(all::join)
          .hasCauseInstanceOf(StoreException.class)
          .hasMessageContaining("SQLITE_CORRUPT");
      assertThat(store.<Integer>readNow(tx -> tx.list("SELECT 1 FROM slot", row -> 1).size()))
          .isZero();
    }
  }

  /** The text stands in a table's page and in an index's; both are damaged. */
  private void damagePageOf(String text) throws IOException {
    Path file = folder.resolve(SqliteStore.FILE_NAME);
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    byte[] noise = new byte[PAGE];
    new Random(4711).nextBytes(noise);
    try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
      for (int at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) {
        damaged.seek((long) at / PAGE * PAGE);
        damaged.write(noise);
      }
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNotCalledUnsound() {
    assertThatThrownBy(() -> SqliteStore.open(Path.of("/proc/self/drinkd")))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNUSABLE))
        .hasMessageContaining("/proc/self/drinkd");
  }

  @Test
  void whatIsLockedByAnotherProgramIsWrittenWhenItLetsGo() throws SQLException {
    try (SqliteStore store = SqliteStore.open(folder);
        Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> store.check().join())
          .hasCauseInstanceOf(StoreException.class)
          .hasMessageContaining("SQLITE_BUSY");
      statement.execute("ROLLBACK");
      store.check().join();
    }
  }

  @Test
  void aFileThatCannotBeWrittenAtTheStartIsNotCalledUnsound() throws SQLException {
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      assertThatThrownBy(() -> SqliteStore.open(folder))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNUSABLE))
          .hasMessageContaining("SQLITE_BUSY");
    }
  }
}
