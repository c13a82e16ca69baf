package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreContract;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.postgres.BankProxy.Cut;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.testkit.ReservedPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BankAddress bank = TestBanks.create();

  @Override
  protected Store open() {
    return open(bank, "here");
  }

  private static PostgresStore open(BankAddress address, String appliance) {
    return PostgresStore.open(address, appliance, nanos -> {});
  }

  private static Kind kindOf(CompletableFuture<?> failing) {
    try {
      failing.join();
    } catch (CompletionException e) {
      return ((StoreException) e.getCause()).kind();
    }
    throw new AssertionError("did not fail");
  }

  private static void awaitWritable(Store store) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> !store.check().handle((done, failure) -> failure != null).join());
  }

  private long inBank(String query) throws SQLException {
    try (Connection connection = TestBanks.connect(bank);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void aBatchThatWasCommittedAsTheConnectionWasLostIsReportedAsWritten() throws IOException {
    assertWrittenAtLostCommit(Cut.AFTER, true);
  }

  @Test
  void aBatchWhoseCommitDidNotArriveIsReportedAsNotWritten() throws IOException {
    assertWrittenAtLostCommit(Cut.BEFORE, false);
  }

  private void assertWrittenAtLostCommit(Cut cut, boolean written) throws IOException {
    try (BankProxy proxy = new BankProxy(bank);
        Store store = open(proxy.address(), "here")) {
      CompletableFuture<Long> work =
          store.write(
              tx -> {
                long id = open(tx, "member:bob");
                // What is sent next on any connection is the COMMIT.
                proxy.cutAtNextRequest(cut);
                return id;
              });
      Awaitility.await().atMost(PATIENCE).until(() -> kindOf(store.write(tx -> null)) == Kind.AWAY);
      assertThat(work).as("reported before anybody could know").isNotDone();
      proxy.mend();
      if (written) {
        assertThat(work.join()).isPositive();
      } else {
        assertThat(kindOf(work)).isEqualTo(Kind.AWAY);
      }
      awaitWritable(store);
      assertThat(accounts(store)).isEqualTo(written ? 4 : 3);
    }
  }

  @Test
  void aLostConnectionFailsWhatIsUnderWayAndIsReplaced() throws IOException {
    try (BankProxy proxy = new BankProxy(bank);
        PostgresStore store = open(proxy.address(), "here")) {
      CompletableFuture<Long> work =
          store.write(
              tx -> {
                long id = open(tx, "member:bob");
                proxy.cut();
                return id + open(tx, "member:alice");
              });
      assertThat(kindOf(work)).isEqualTo(Kind.AWAY);
      assertThat(kindOf(store.write(tx -> open(tx, "member:carol")))).isEqualTo(Kind.AWAY);
      assertThat(kindOf(store.read(tx -> null))).isEqualTo(Kind.AWAY);
      Awaitility.await().atMost(PATIENCE).until(() -> !store.isProven());
      assertThat(store.progress()).succeedsWithin(PATIENCE);
      proxy.mend();
      awaitWritable(store);
      assertThat(accounts(store)).isEqualTo(3);
      assertThat(store.isProven()).isTrue();
    }
  }

  @Test
  void readingOutlivesItsIdleConnection() throws IOException {
    try (BankProxy proxy = new BankProxy(bank);
        Store store = open(proxy.address(), "here")) {
      assertThat(accounts(store)).isEqualTo(3);
      proxy.cut();
      proxy.mend();
      awaitWritable(store);
      assertThat(accounts(store)).isEqualTo(3);
    }
  }

  @Test
  void oneAtATimeHasTheBankInAName() {
    try (Store store = open(bank, "north")) {
      assertThatThrownBy(() -> open(bank, "north"))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.IN_USE))
          .hasMessageContaining("in use by the appliance \"north\"");
      store.check().join();
    }
    open(bank, "north").close();
  }

  @Test
  void severalHaveTheBankAtOnce() {
    try (Store north = open(bank, "north");
        Store south = open(bank, "south")) {
      north.write(tx -> open(tx, "member:bob")).join();
      south.write(tx -> open(tx, "member:alice")).join();
      assertThat(accounts(north)).isEqualTo(5);
      assertThat(accounts(south)).isEqualTo(5);
    }
  }

  @Test
  void whoeverNeedsTheWholeBankHasItAlone() {
    try (Store store = open(bank, "north")) {
      assertThatThrownBy(() -> PostgresStore.openAlone(bank, "north"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("in use by the appliance \"north\", or by a command");
      store.check().join();
    }
    try (Store alone = PostgresStore.openAlone(bank, "south")) {
      assertThatThrownBy(() -> open(bank, "north"))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.IN_USE));
      alone.check().join();
    }
  }

  @Test
  void whoeverLosesItsNameWhileItIsCutOffWritesNoMore() throws Exception {
    try (BankProxy proxy = new BankProxy(bank);
        PostgresStore first = open(proxy.address(), "here")) {
      proxy.cut();
      openOnceFree(bank, "here").close();
      proxy.mend();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> kindOf(first.write(tx -> null)) == Kind.UNAVAILABLE);
      assertThatThrownBy(first.write(tx -> open(tx, "member:bob"))::join)
          .hasMessageContaining("taken by another process");
      assertThat(first.isProven()).isFalse();
    }
    assertThat(inBank("SELECT count(*) FROM account")).isEqualTo(3);
  }

  @Test
  void whoeverFreezesInMidBatchHoldsNobodyUp() throws Exception {
    CountDownLatch frozen = new CountDownLatch(1);
    try (PostgresStore store = open(bank, "here")) {
      CompletableFuture<Long> work =
          store.write(
              tx -> {
                long id = open(tx, "member:bob");
                await(frozen);
                return id + open(tx, "member:alice");
              });
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  inBank(
                          "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in"
                              + " transaction' AND application_name = 'drinkd here'")
                      == 1);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> inBank("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == 0);
      assertThat(store.isProven()).isFalse();
      frozen.countDown();
      assertThat(kindOf(work)).isEqualTo(Kind.AWAY);
      awaitWritable(store);
      assertThat(accounts(store)).isEqualTo(3);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void booksThatWerePutBackToAnOlderStateAreNotWritten() throws Exception {
    try (BankProxy proxy = new BankProxy(bank);
        PostgresStore store = open(proxy.address(), "here")) {
      store.write(tx -> open(tx, "member:bob")).join();
      proxy.cut();
      try (Connection connection = TestBanks.connect(bank);
          Statement statement = connection.createStatement()) {
        statement.execute("UPDATE bank_epoch SET batch = batch - 1");
      }
      proxy.mend();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> kindOf(store.write(tx -> null)) == Kind.UNAVAILABLE);
      assertThat(store.isProven()).isFalse();
    }
  }

  @Test
  void whatTheServerSaysNowIsSaidAndLoggedOnce() throws Exception {
    String role = "r_" + bank.database();
    execute("CREATE ROLE " + role + " SUPERUSER LOGIN");
    BankAddress asRole =
        new BankAddress(bank.hosts(), bank.database(), role, "", bank.trust(), bank.takeover());
    try (CapturedLog log = CapturedLog.of(BankState.class.getName(), Level.ERROR);
        Store store = open(asRole, "here")) {
      execute("ALTER ROLE " + role + " NOLOGIN");
      execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + role + "'");
      String refuses = "the server refuses the user \"" + role + "\" from here";
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> store.write(tx -> null).join())
                      .hasMessageContaining(refuses));
      assertThat(store.progress()).succeedsWithin(PATIENCE);
      assertThat(store.progress()).succeedsWithin(PATIENCE);
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().get(0)).startsWith("bank not reconnected").contains(refuses);
      execute("ALTER ROLE " + role + " LOGIN");
      awaitWritable(store);
    } finally {
      execute("DROP ROLE " + role);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = TestBanks.connect(bank);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aServerThatMayLoseCommitsIsRefused() throws IOException {
    // This is how the library starts it for other tests than ours.
    try (ReservedPort port = ReservedPort.any();
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setPort(port.number())
                .setPGStartupWait(TestBanks.START_MOST)
                .start()) {
      BankAddress careless = TestBanks.address(server.getPort(), "postgres");
      assertThatThrownBy(() -> open(careless, "here"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("fsync is off");
    }
  }

  @Test
  void aServerThatDoesNotWaitForItsDiskIsMadeToDoSo() throws Exception {
    execute("ALTER DATABASE " + bank.database() + " SET synchronous_commit = off");
    try (Store store = open()) {
      String is =
          store.writeNow(
              tx ->
                  tx.first("SELECT current_setting('synchronous_commit')", row -> row.getString(1))
                      .orElseThrow());
      assertThat(is).isEqualTo("on");
    }
  }

  @Test
  void aPoolerIsRefused() throws IOException {
    try (BankProxy proxy = new BankProxy(bank)) {
      proxy.pool();
      assertThatThrownBy(() -> open(proxy.address(), "here").close())
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("a connection pooler such as PgBouncer is between");
    }
  }

  @Test
  void allHaveTheSameTimeForATakeover() throws SQLException {
    BankAddress longer =
        new BankAddress(
            bank.hosts(), bank.database(), bank.user(), "", bank.trust(), Duration.ofSeconds(7));
    try (Store store = open(bank, "north")) {
      assertThatThrownBy(() -> open(longer, "south"))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith(
              "takeover: is 7000 ms here, and 4000 ms at the appliance \"north\"");
      store.check().join();
    }
    open(longer, "south").close();
  }

  @Test
  void aRestoredDumpIsNotTakenBeforeThatIsSaid() throws SQLException {
    open(bank, "here").close();
    execute("UPDATE bank_place SET database = database + 1");
    assertThatThrownBy(() -> open(bank, "here"))
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith("drinkd bank restored");
    try (PostgresStore alone = PostgresStore.openAlone(bank, "here")) {
      alone.settle();
    }
    open(bank, "here").close();
  }

  @Test
  void whoeverWasAwayDoesNotContinueOnARestoredDump() throws Exception {
    try (BankProxy proxy = new BankProxy(bank);
        PostgresStore store = open(proxy.address(), "here")) {
      store.write(tx -> open(tx, "member:bob")).join();
      proxy.cut();
      // A dump that has even the last batch.
      execute("UPDATE bank_place SET database = database + 1");
      proxy.mend();
      assertThat(store.lost()).succeedsWithin(PATIENCE);
      assertThat(store.isProven()).isFalse();
      assertThatThrownBy(store.write(tx -> open(tx, "member:alice"))::join)
          .hasMessageContaining("from a dump");
    }
    assertThat(inBank("SELECT count(*) FROM account")).isEqualTo(4);
  }

  @Test
  void whoeverWasAwayHasTheTimeForATakeoverThatOthersHaveNow() throws Exception {
    BankAddress longer =
        new BankAddress(
            bank.hosts(), bank.database(), bank.user(), "", bank.trust(), Duration.ofSeconds(7));
    try (BankProxy proxy = new BankProxy(bank);
        PostgresStore store = open(proxy.address(), "north")) {
      proxy.cut();
      PostgresStore other = openOnceFree(longer, "south");
      try (other) {
        proxy.mend();
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThatThrownBy(() -> store.write(tx -> null).join())
                        .hasMessageContaining("takeover: is 4000 ms here, and 7000 ms at"));
        Awaitility.await().atMost(PATIENCE).until(() -> !store.isProven());
        other.check().join();
      }
      awaitWritable(store);
    }
  }

  /** Waits until the server has noticed that another one is gone. */
  private static PostgresStore openOnceFree(BankAddress address, String appliance) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(e -> e instanceof StoreException)
        .until(() -> open(address, appliance), opened -> true);
  }

  @Test
  void aDatabaseWithoutBooksIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> open(TestBanks.createEmpty(), "here"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("drinkd bank init");
  }

  @Test
  void otherVersionsOfTheTablesAreRefused() throws SQLException {
    execute("UPDATE flyway_schema_history SET version = '99'");
    assertThatThrownBy(() -> open(bank, "here"))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSOUND))
        .hasMessageContaining("newer version");
  }

  @Test
  void aServerThatIsNotThereIsSaidInPlainWords() throws IOException {
    try (ReservedPort nobody = ReservedPort.any()) {
      BankAddress nowhere = TestBanks.address(nobody.number(), bank.database());
      assertThatThrownBy(() -> open(nowhere, "here"))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.AWAY))
          .hasMessage(
              "opening the bank "
                  + nowhere
                  + " failed: nobody listens there; start the server, or correct url:, or see"
                  + " listen_addresses and port of its postgresql.conf");
    }
  }

  @Test
  void longReadingsHaveAConnectionOfTheirOwn() {
    try (Store store = open()) {
      long rows =
          store
              .readAlone(
                  tx -> {
                    long[] count = new long[1];
                    tx.each("SELECT generate_series(1, 2000)", row -> count[0]++);
                    return count[0];
                  })
              .join();
      assertThat(rows).isEqualTo(2000);
      assertThat(store.damage().join()).isEmpty();
    }
  }
}
