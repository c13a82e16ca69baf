package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.store.Owners;
import io.drinkd.appliance.store.Transaction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who of several appliances sends orders to which machine. */
class MachineOwnersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BankAddress bank = TestBanks.create();

  /** Notes what happens. */
  private static final class Candidate implements Owners.Candidate {
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private volatile OptionalLong takenNanos = OptionalLong.empty();

    @Override
    public Runnable take(Transaction tx, String machine) {
      return () -> {
        taken.add(machine);
        takenNanos = OptionalLong.of(System.nanoTime());
      };
    }

    @Override
    public void lost(String machine) {
      lost.add(machine);
    }
  }

  private final Candidate candidate = new Candidate();

  private static PostgresStore open(BankAddress address, String appliance) {
    return PostgresStore.open(address, appliance, nanos -> {});
  }

  private static boolean ownsForCertain(PostgresStore store, String machine) {
    return store.writeNow(tx -> store.owners().owns(tx, machine, owned -> owned).get());
  }

  private static void awaitUntil(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }

  private long epoch(String machine) throws SQLException {
    try (Connection connection = TestBanks.connect(bank);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT epoch FROM bank_machine WHERE machine = '" + machine + "'")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void whatIsFreeIsTakenAtTheStartAndTheRestWhenItIsLeft() throws SQLException {
    Candidate other = new Candidate();
    try (PostgresStore south = open(bank, "south")) {
      try (PostgresStore north = open(bank, "north")) {
        north.owners().begin(List.of("d", "snack"), candidate);
        assertThat(candidate.taken).containsExactlyInAnyOrder("d", "snack");
        south.owners().begin(List.of("d", "coffee"), other);
        assertThat(other.taken).containsExactly("coffee");
        assertThat(ownsForCertain(north, "d")).isTrue();
        assertThat(ownsForCertain(south, "d")).isFalse();
        assertThat(north.owners().mayOrder("d")).isTrue();
        assertThat(south.owners().mayOrder("d")).isFalse();
        assertThat(north.owners().mayOrder("coffee")).isFalse();
        assertThat(epoch("d")).isEqualTo(1);
      }
      awaitUntil(() -> south.owners().owns("d"));
      assertThat(south.owners().untilOrders("d")).as("it was left").isZero();
      assertThat(south.owners().mayOrder("d")).isTrue();
      assertThat(epoch("d")).isEqualTo(2);
      assertThat(other.taken).containsExactlyInAnyOrder("d", "coffee");
    }
  }

  @Test
  void whatIsGivenUpIsSomebodyElses() {
    Candidate other = new Candidate();
    try (PostgresStore north = open(bank, "north");
        PostgresStore south = open(bank, "south")) {
      north.owners().begin(List.of("d", "snack"), candidate);
      south.owners().begin(List.of("d", "snack"), other);
      north.owners().change(List.of("snack"));
      assertThat(north.owners().owns("d")).as("as long as it may be ordered from").isTrue();
      north.owners().giveUp("d").join();
      awaitUntil(() -> other.taken.contains("d"));
      assertThat(south.owners().untilOrders("d")).isZero();
      assertThat(ownsForCertain(south, "d")).isTrue();
      assertThat(ownsForCertain(north, "snack")).isTrue();
      assertThat(candidate.lost).isEmpty();
    }
  }

  @Test
  void whoeverIsCutOffLosesItsMachinesAndContinuesWithoutThem() throws IOException {
    Candidate other = new Candidate();
    try (BankProxy proxy = new BankProxy(bank);
        PostgresStore north = open(proxy.address(), "north");
        PostgresStore south = open(bank, "south")) {
      north.owners().begin(List.of("d"), candidate);
      south.owners().begin(List.of("d"), other);
      proxy.cut();
      long cut = System.nanoTime();
      awaitUntil(() -> other.taken.contains("d"));
      assertThat(south.owners().mayOrder("d")).isFalse();
      awaitUntil(() -> south.owners().mayOrder("d"));
      assertThat(north.owners().mayOrder("d")).isFalse();
      assertThat(System.nanoTime() - cut).isGreaterThan(BankAddress.TAKEOVER.toNanos());
      proxy.mend();
      awaitUntil(() -> candidate.lost.contains("d"));
      assertThat(ownsForCertain(north, "d")).isFalse();
      assertThat(ownsForCertain(south, "d")).isTrue();
      assertThat(north.owners().owns("d")).isFalse();
    }
  }

  @Test
  void whoeverOwnedNothingLetsThoseComeFirstWhoDid() throws IOException {
    Candidate other = new Candidate();
    try (BankProxy southern = new BankProxy(bank);
        BankProxy northern = new BankProxy(bank);
        PostgresStore south = open(southern.address(), "south");
        PostgresStore north = open(northern.address(), "north")) {
      south.owners().begin(List.of("d"), candidate);
      north.owners().begin(List.of("d"), other);
      northern.cut();
      awaitUntil(() -> north.away().isPresent());
      southern.cut();
      northern.mend();
      awaitUntil(() -> other.takenNanos.isPresent());
      long after = other.takenNanos.getAsLong() - northern.firstNanos();
      assertThat(Duration.ofNanos(after)).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void whoeverLeavesBeforeItMayOrderLeavesTheWaitToTheNext() throws IOException {
    Candidate other = new Candidate();
    try (BankProxy proxy = new BankProxy(bank);
        PostgresStore north = open(proxy.address(), "north");
        PostgresStore east = open(bank, "east")) {
      north.owners().begin(List.of("d"), candidate);
      try (PostgresStore south = open(bank, "south")) {
        south.owners().begin(List.of("d"), other);
        proxy.cut();
        awaitUntil(() -> other.taken.contains("d"));
      }
      east.owners().begin(List.of("d"), other);
      awaitUntil(() -> east.owners().owns("d"));
      assertThat(east.owners().untilOrders("d")).isPositive();
      assertThat(east.owners().mayOrder("d")).as("the first may not know yet").isFalse();
    }
  }

  @Test
  void whoeverComesBackInTimeHasItsMachinesAsBefore() throws Exception {
    try (BankProxy proxy = new BankProxy(bank);
        PostgresStore north = open(proxy.address(), "north")) {
      north.owners().begin(List.of("d"), candidate);
      proxy.cut();
      awaitUntil(() -> north.away().isPresent());
      proxy.mend();
      awaitUntil(() -> north.away().isEmpty());
      assertThat(ownsForCertain(north, "d")).isTrue();
      assertThat(north.owners().mayOrder("d")).isTrue();
      assertThat(epoch("d")).isEqualTo(1);
      assertThat(candidate.lost).isEmpty();
    }
  }

  @Test
  void aSessionThatTheServerEndedIsTakenAgainWithItsMachines() throws Exception {
    try (PostgresStore north = open(bank, "north")) {
      north.owners().begin(List.of("d"), candidate);
      try (Connection connection = TestBanks.connect(bank);
          Statement statement = connection.createStatement()) {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'drinkd north'");
      }
      awaitUntil(() -> north.away().isPresent());
      awaitUntil(() -> north.away().isEmpty());
      assertThat(ownsForCertain(north, "d")).isTrue();
      assertThat(epoch("d")).isEqualTo(1);
    }
  }

  @Test
  void aTakingThatFailsIsTriedAgain() {
    boolean[] failed = new boolean[1];
    Owners.Candidate failing =
        new Owners.Candidate() {
          @Override
          public Runnable take(Transaction tx, String machine) {
            if (!failed[0]) {
              failed[0] = true;
              throw new IllegalStateException("once");
            }
            return () -> candidate.taken.add(machine);
          }

          @Override
          public void lost(String machine) {
            candidate.lost.add(machine);
          }
        };
    try (PostgresStore north = open(bank, "north")) {
      north.owners().begin(List.of("d"), failing);
      awaitUntil(() -> candidate.taken.contains("d"));
      assertThat(ownsForCertain(north, "d")).isTrue();
    }
  }

  @Test
  void tenMayStartAtOnce() {
    List<String> names = IntStream.range(0, 10).mapToObj(i -> "a" + i).toList();
    List<PostgresStore> stores =
        names.parallelStream()
            .map(
                name -> {
                  PostgresStore store = open(bank, name);
                  store.owners().begin(List.of("d", "of " + name), new Candidate());
                  return store;
                })
            .toList();
    try {
      assertThat(stores).filteredOn(store -> ownsForCertain(store, "d")).hasSize(1);
      assertThat(stores)
          .allMatch(store -> ownsForCertain(store, "of " + names.get(stores.indexOf(store))));
    } finally {
      stores.forEach(PostgresStore::close);
    }
  }
}
