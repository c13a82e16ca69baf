package io.drinkd.appliance.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.ledger.Transfer.Kind;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerExportTest {

  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private Store store;
  private Ledger ledger;
  private long bob;

  @BeforeEach
  void open() {
    store = TestBooks.open(folder);
    ledger = new Ledger(store, Clock.systemUTC());
    bob = store.writeNow(tx -> ledger.open(tx, "member:bob", 0));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void grant(int times) {
    Transfer one = Transfer.of(Kind.GRANT, Ledger.TREASURY, bob, 1);
    List<CompletableFuture<Long>> grants = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      grants.add(store.write(tx -> ledger.move(tx, one, "admin:alice", "grant")));
    }
    grants.forEach(CompletableFuture::join);
  }

  private long logBytes() throws IOException {
    return Files.size(folder.resolve(SqliteStore.FILE_NAME + "-wal"));
  }

  /** Takes the first line, then nothing until it is allowed to. */
  private static final class StoppedConsumer implements Appendable {
    final CountDownLatch stopped = new CountDownLatch(1);
    final CountDownLatch allowed = new CountDownLatch(1);
    final StringBuilder taken = new StringBuilder();

    @Override
    public Appendable append(CharSequence text) {
      if (taken.length() > 0) {
        stopped.countDown();
        try {
          allowed.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      taken.append(text);
      return this;
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) {
      return append(text.subSequence(start, end));
    }

    @Override
    public Appendable append(char one) {
      return append(String.valueOf(one));
    }
  }

  @Test
  @Tag(TestBooks.FILE_ONLY)
  void theLogStaysShortWhileNobodyTakesTheExport() throws Exception {
    grant(10);
    StoppedConsumer consumer = new StoppedConsumer();
    CompletableFuture<Void> export =
        CompletableFuture.runAsync(() -> LedgerExport.csv(store, consumer));
    consumer.stopped.await();

    long longest = 0;
    for (int i = 0; i < 100; i++) {
      writeMuch(i);
      longest = Math.max(longest, logBytes());
    }
    assertThat(longest).isLessThan(64 * MIB);
    // It shrinks without a stop, once the next write finds all of it copied.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              grant(1);
              return logBytes() <= 16 * MIB;
            });
    assertThat(export).isNotDone();

    consumer.allowed.countDown();
    export.join();
    assertThat(consumer.taken.toString().lines()).hasSize(11);
  }

  /** Some 2 MiB. */
  private void writeMuch(int round) {
    List<CompletableFuture<Integer>> writes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String text = (round + " ").repeat(10_000);
      writes.add(
          store.write(
              tx ->
                  tx.update(
                      """
                      INSERT INTO audit (at, actor, what, old_value, new_value, deed)
                      VALUES (0, 'test', 'much', ?, '', 'MESSAGE')\
                      """,
                      text)));
    }
    writes.forEach(CompletableFuture::join);
  }

  @Test
  void isNoFormulaInSpreadsheets() {
    Transfer one = Transfer.of(Kind.GRANT, Ledger.TREASURY, bob, 1);
    store.write(tx -> ledger.move(tx, one, "admin:alice", "=1+1")).join();
    StringBuilder csv = new StringBuilder();
    LedgerExport.csv(store, csv);

    assertThat(csv.toString()).endsWith(",1,\"admin:alice\",\"'=1+1\"\r\n");
  }

  @Tag(TestBooks.SLOW_IN_A_BANK)
  @Test
  void allPagesAreExportedOnceAndOldestFirst() {
    grant(9_000);
    StringBuilder csv = new StringBuilder();
    LedgerExport.csv(store, csv);

    List<Long> ids =
        csv.toString()
            .lines()
            .skip(1)
            .map(line -> Long.valueOf(line.substring(0, line.indexOf(','))))
            .toList();
    assertThat(ids).hasSize(9_000).isSorted().doesNotHaveDuplicates();
  }
}
