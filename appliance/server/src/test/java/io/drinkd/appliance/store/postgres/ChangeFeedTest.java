package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.RowText;
import io.drinkd.appliance.store.StoreException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What one process writes is in the memory of all, in one order. */
class ChangeFeedTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BankAddress bank = TestBanks.create();

  /** A memory that keeps all that it was given. */
  private static final class Notes implements Followed<String> {

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<Long> numbers = new CopyOnWriteArrayList<>();
    private final List<String> replayed = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
      return "note";
    }

    @Override
    public RowText write(String change) {
      return RowText.of(change);
    }

    @Override
    public String read(RowText text) {
      return text.text(0);
    }

    @Override
    public void apply(String change, long number) {
      texts.add(change);
      numbers.add(number);
    }

    @Override
    public void replay(String change, long number) {
      replayed.add(number + " " + change);
    }
  }

  /** A process with a memory. */
  private static final class Process implements AutoCloseable {

    private final Notes notes = new Notes();
    private final PostgresStore store;

    private Process(BankAddress bank, String name) {
      store = PostgresStore.open(bank, name, nanos -> {});
    }

    private static Process following(BankAddress bank, String name) {
      Process process = new Process(bank, name);
      process.store.follow(List.of(process.notes));
      return process;
    }

    private CompletableFuture<Void> write(String... texts) {
      return store.write(
          tx -> {
            for (String text : texts) {
              tx.follow(notes, text);
            }
            return null;
          });
    }

    private void awaitNotes(String... texts) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(notes.texts).containsExactly(texts));
    }

    private void awaitCount(int count) {
      Awaitility.await().atMost(PATIENCE).until(() -> notes.texts.size() >= count);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private List<Long> fromOneTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void whatOneWritesIsTakenInByTheOtherAtOnceAndInItsPlace() {
    try (Process one = Process.following(bank, "one");
        Process other = Process.following(bank, "other")) {
      one.write("a", "b").join();
      other.awaitNotes("a", "b");
      other.write("c\twith \\ and\nmore").join();
      assertThat(other.notes.texts).hasSize(3);
      one.awaitNotes("a", "b", "c\twith \\ and\nmore");
      assertThat(one.notes.numbers).isEqualTo(fromOneTo(3)).isEqualTo(other.notes.numbers);
    }
  }

  @Test
  void whatWasWrittenBeforeIsInMemoryBeforeAnythingOfOnesOwnIsWritten() {
    try (Process one = Process.following(bank, "one");
        Process other = Process.following(bank, "other")) {
      for (int i = 1; i <= 50; i++) {
        one.write("one " + i).join();
        List<String> known =
            other
                .store
                .write(
                    tx -> {
                      tx.follow(other.notes, "other");
                      return List.copyOf(other.notes.texts);
                    })
                .join();
        assertThat(known).hasSize(2 * i - 1).endsWith("one " + i);
      }
    }
  }

  @Test
  void allHaveTheSameOrderHoweverMuchIsWrittenAtOnce() {
    try (Process one = Process.following(bank, "one");
        Process two = Process.following(bank, "two");
        Process three = Process.following(bank, "three")) {
      List<Process> all = List.of(one, two, three);
      List<CompletableFuture<Void>> writes = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        for (Process process : all) {
          String text = all.indexOf(process) + " writes " + i;
          writes.add(i % 5 == 0 ? failing(process, text) : process.write(text, text + " again"));
        }
      }
      writes.forEach(CompletableFuture::join);
      int count = 3 * 2 * 320;
      all.forEach(process -> process.awaitCount(count));
      assertThat(one.notes.numbers).isEqualTo(fromOneTo(count));
      for (Process process : all) {
        assertThat(process.notes.texts).isEqualTo(one.notes.texts);
        assertThat(process.notes.numbers).isEqualTo(one.notes.numbers);
      }
      assertThat(one.notes.texts)
          .noneMatch(text -> text.contains("failing"))
          .doesNotHaveDuplicates();
    }
  }

  private static CompletableFuture<Void> failing(Process process, String text) {
    return process
        .store
        .<Void>write(
            tx -> {
              tx.follow(process.notes, "failing " + text);
              throw new IllegalStateException("of the test");
            })
        .exceptionally(failure -> null);
  }

  @Test
  void whatWasWrittenWhileItReadTheBooksIsTakenInBeforeItBegins() {
    try (Process one = Process.following(bank, "one");
        Process other = new Process(bank, "other")) {
      assertThat(other.store.position()).isZero();
      one.write("a").join();
      other.write("b").join();
      one.write("c").join();
      assertThat(other.notes.texts).as("only its own").containsExactly("b");
      assertThat(other.notes.numbers).containsExactly(0L);
      other.store.follow(List.of(other.notes));
      other.awaitNotes("b", "a", "b", "c");
      assertThat(other.notes.numbers).containsExactly(0L, 1L, 2L, 3L);
      other.write("d").join();
      one.awaitNotes("a", "b", "c", "d");
    }
    try (Process later = Process.following(bank, "later")) {
      assertThat(later.store.position()).isEqualTo(4);
      later.write("e").join();
      later.awaitNotes("e");
    }
  }

  @Test
  void whatWasWrittenBeforeIsReplayedAndNotTakenIn() {
    try (Process one = Process.following(bank, "one")) {
      one.write("a", "b").join();
      try (Process later = new Process(bank, "later")) {
        assertThat(later.store.replayedAfter()).isZero();
        assertThat(later.store.position()).isEqualTo(2);
        one.write("c").join();
        later.store.follow(List.of(later.notes));
        assertThat(later.notes.replayed).containsExactly("1 a", "2 b");
        later.awaitNotes("c");
      }
      one.write(IntStream.range(0, 10_010).mapToObj(i -> "new " + i).toArray(String[]::new)).join();
      try (Process later = Process.following(bank, "later")) {
        assertThat(later.store.position()).isEqualTo(10_013);
        assertThat(later.store.replayedAfter()).isEqualTo(13);
        assertThat(later.notes.replayed).hasSize(10_000).startsWith("14 new 10");
        assertThat(later.notes.texts).isEmpty();
      }
    }
  }

  @Test
  void numbersThatWerePassedOverAreNotReplayed() throws SQLException {
    try (Process one = Process.following(bank, "one")) {
      one.write("a", "b").join();
    }
    execute("UPDATE reserved_number SET last = 1000");
    try (Process later = Process.following(bank, "later")) {
      assertThat(later.store.replayedAfter()).isEqualTo(1_000);
      assertThat(later.notes.replayed).isEmpty();
      later.write("c").join();
      assertThat(later.notes.numbers).containsExactly(1_001L);
    }
    try (Process later = Process.following(bank, "later")) {
      assertThat(later.store.replayedAfter()).isEqualTo(1_001);
    }
  }

  @Test
  void whatWasMissedWhileTheBankWasAwayIsThereBeforeItCanBeUsedAgain() throws IOException {
    try (BankProxy proxy = new BankProxy(bank);
        Process one = Process.following(bank, "one");
        Process other = Process.following(proxy.address(), "other")) {
      one.write("a").join();
      other.awaitNotes("a");
      proxy.cut();
      Awaitility.await().atMost(PATIENCE).until(() -> other.store.away().isPresent());
      String[] missed =
          IntStream.range(0, 5_000).mapToObj(i -> "missed " + i).toArray(String[]::new);
      one.write(missed).join();
      proxy.mend();
      Awaitility.await().atMost(PATIENCE).until(() -> other.store.away().isEmpty());
      assertThat(other.notes.texts).isEqualTo(one.notes.texts).hasSize(5_001);
      one.write("b").join();
      other.awaitCount(5_002);
    }
  }

  @Test
  void ownChangesOfABatchThatWasLostAtItsCommitComeInTheirPlace() throws IOException {
    try (BankProxy proxy = new BankProxy(bank);
        Process one = Process.following(bank, "one");
        Process other = Process.following(proxy.address(), "other")) {
      CompletableFuture<Void> lost =
          other.store.write(
              tx -> {
                tx.follow(other.notes, "lost");
                // The statement that adds it arrives; the connection is gone before the commit.
                proxy.cutAtNextRequest(BankProxy.Cut.AFTER);
                return null;
              });
      assertThat(Assertions.catchThrowable(lost::join)).hasCauseInstanceOf(StoreException.class);
      one.write("a").join();
      proxy.mend();
      Awaitility.await().atMost(PATIENCE).until(() -> other.store.away().isEmpty());
      other.write("b").join();
      one.awaitNotes("a", "b");
      other.awaitNotes("a", "b");
      assertThat(other.notes.numbers).containsExactly(1L, 2L);
    }
  }

  @Test
  void thoseOfADayAgoAreForgottenAndWhoeverNeedsThemHasLostTheBooks() throws Exception {
    try (BankProxy proxy = new BankProxy(bank);
        Process one = Process.following(bank, "one");
        Process other = Process.following(proxy.address(), "other")) {
      one.write("a", "b").join();
      other.awaitNotes("a", "b");
      proxy.cut();
      Awaitility.await().atMost(PATIENCE).until(() -> other.store.away().isPresent());
      one.write("c").join();
      execute("UPDATE bank_change SET at = at - 25 * 3600 * 1000");
      one.write(IntStream.range(0, 300).mapToObj(i -> "new").toArray(String[]::new)).join();
      assertThat(count("SELECT count(*) FROM bank_change")).isEqualTo(300);
      assertThat(count("SELECT min(number) FROM bank_change")).isEqualTo(4);
      proxy.mend();
      assertThat(other.store.lost()).succeedsWithin(PATIENCE);
    }
  }

  @Test
  void booksWithOtherChangesThanThoseThatWereTakenInAreNotUsed() throws Exception {
    try (BankProxy proxy = new BankProxy(bank);
        Process one = Process.following(bank, "one");
        Process other = Process.following(proxy.address(), "other")) {
      one.write("a").join();
      other.awaitNotes("a");
      proxy.cut();
      Awaitility.await().atMost(PATIENCE).until(() -> other.store.away().isPresent());
      execute("UPDATE bank_change SET at = at - 1");
      proxy.mend();
      assertThat(other.store.lost()).succeedsWithin(PATIENCE);
    }
  }

  @Test
  void withoutNotificationsChangesAreTakenInAllTheSame() throws Exception {
    try (Process one = Process.following(bank, "one");
        Process other = Process.following(bank, "other")) {
      // A change that nobody is notified of.
      execute(
          "INSERT INTO reserved_number VALUES ('event', 1);"
              + " INSERT INTO bank_change VALUES (1, 0, 0, 'note', 'a')");
      other.awaitNotes("a");
      one.awaitNotes("a");
      one.write("b").join();
      other.awaitNotes("a", "b");
    }
  }

  @Test
  void aChangeThatNobodyKnowsStopsNothing() throws SQLException {
    try (Process one = Process.following(bank, "one")) {
      execute(
          "INSERT INTO reserved_number VALUES ('event', 2);"
              + " INSERT INTO bank_change VALUES (1, 0, 0, 'of another version', 'a'),"
              + " (2, 0, 0, 'note', 'b')");
      one.write("c").join();
      one.awaitNotes("b", "c");
      assertThat(one.notes.numbers).containsExactly(2L, 3L);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = TestBanks.connect(bank);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long count(String query) throws SQLException {
    try (Connection connection = TestBanks.connect(bank);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
