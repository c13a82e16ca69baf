package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.SharedBooks;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.BankProxy;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delayed drop that is waited for at one appliance, and whose order another one sends. */
@Tag(TestBooks.BANK_ONLY)
class DelayedElsewhereTest {

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration DELAY = Duration.ofMinutes(10);

  @TempDir Path folder;
  private final ManualTimers time = new ManualTimers();
  private final BankAddress bank = TestBanks.create();

  /** Between the bank and the east. */
  private BankProxy proxy;

  /** Has the machine. */
  private ScriptedHouse north;

  /** Has no file for it. */
  private ScriptedHouse east;

  private MemberRecord bob;
  private OrderedDrop delayed;
  private long orderedNanos;

  @BeforeEach
  void order() throws IOException {
    proxy = new BankProxy(bank);
    north =
        ScriptedHouse.inBank(
            bank, folder, time, "north", List.of(ScriptedHouse.machine("d", 50, 5)));
    bob = north.member("bob", 200);
    east = ScriptedHouse.inBank(proxy.address(), folder, time, "east", List.of());
    until(
        () -> east.machines.find("d").filter(one -> one.status() == MachineStatus.UP).isPresent());
    orderedNanos = time.nanoTime();
    delayed = order(east, "d");
    assertThat(delayed.number()).succeedsWithin(ScriptedHouse.PATIENCE);
    assertThat(delayed.number().join()).isPositive();
  }

  @AfterEach
  void close() throws IOException {
    proxy.thaw();
    east.close();
    if (north != null) {
      north.close();
    }
    proxy.close();
  }

  /** Time passes until then. */
  private void until(Callable<Boolean> condition) {
    ScriptedHouse.until(time, STEP, condition);
  }

  private Duration passed() {
    return Duration.ofNanos(time.nanoTime() - orderedNanos);
  }

  private void advanceTo(Duration since) {
    time.advance(since.minus(passed()));
  }

  /** The bank stands still for the east, which has noticed it. */
  private void freeze() {
    proxy.freeze();
    Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(() -> isSilent());
  }

  private boolean isSilent() {
    return east.store.away().isPresent()
        || east.store.shared().flatMap(SharedBooks::silence).isPresent();
  }

  private void fall() {
    until(() -> north.board("d").order().isPresent());
    ScriptedBoard board = north.board("d");
    assertThat(board.order().orElseThrow().dropId()).isEqualTo(delayed.number().join());
    board.answer(new DropOutcome.Dropped());
    Awaitility.await()
        .atMost(ScriptedHouse.PATIENCE)
        .until(() -> balance(north).equals(new Balance(150, 0, 0)));
  }

  private Balance balance(ScriptedHouse house) {
    return house.store.readNow(tx -> house.ledger.balance(tx, bob.account()));
  }

  private DropResult end() {
    until(delayed.result()::isDone);
    return delayed.result().join();
  }

  @Test
  void aDelayIsWaitedForWhileTheBankStandsStill() {
    freeze();
    advanceTo(DELAY.minus(STEP));
    assertThat(delayed.result()).as("no order leaves before").isNotDone();
    proxy.thaw();
    Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(() -> !isSilent());
    fall();
    assertThat(end().kind()).isEqualTo(Kind.DROPPED);
  }

  @Test
  void itIsInDoubtIfTheBankStandsStillForTooLongAfterIt() {
    freeze();
    advanceTo(DELAY);
    assertThat(delayed.result()).as("its order leaves only now").isNotDone();
    DropResult end = end();
    assertThat(end.kind()).isEqualTo(Kind.IN_DOUBT);
    assertThat(end.detail()).isEqualTo("the bank cannot be asked what becomes of it");
    assertThat(passed()).isGreaterThanOrEqualTo(DELAY.plus(FollowedDrops.UNOWNED_MOST));
    fall();
  }

  /** Whoever waits for it is answered, though nobody may come to send it. */
  @Test
  void itIsCancelledIfNobodyHasTheMachineForTooLongAfterIt() {
    north.close();
    north = null;
    advanceTo(DELAY.minus(STEP));
    east.settle();
    assertThat(delayed.result()).as("somebody may come until then").isNotDone();
    assertThat(end().kind()).isEqualTo(Kind.CANCELLED);
    assertThat(passed()).isGreaterThanOrEqualTo(DELAY.plus(FollowedDrops.UNOWNED_MOST));
    assertThat(balance(east)).isEqualTo(new Balance(200, 0, 0));
    assertThat(BooksVerifier.verify(east.store).join().disagreements()).isEmpty();
  }

  /** The bound is the member's, at however many appliances and machines. */
  @Test
  void nobodyHasMoreDelayedDropsBecauseOfMoreAppliances() throws IOException {
    try (ScriptedHouse west =
        ScriptedHouse.inBank(
            bank, folder, time, "west", List.of(ScriptedHouse.machine("e", 50, 5)))) {
      List<CompletableFuture<DropResult>> more = new ArrayList<>();
      for (int delays = 1; delays < ScriptedHouse.QUEUE; delays++) {
        OrderedDrop drop = order(west, "e");
        until(drop.number()::isDone);
        assertThat(drop.number().join()).isPositive();
        more.add(drop.result());
      }
      OrderedDrop beyond = order(west, "e");
      until(beyond.result()::isDone);
      assertThat(beyond.result().join().kind()).isEqualTo(Kind.BUSY);
      assertThat(beyond.result().join().detail()).isEqualTo("too many delayed drops of bob");

      CompletableFuture<Integer> off = west.dispatcher.cancelDelayed(bob, "called off");
      until(off::isDone);
      assertThat(off.join()).isEqualTo(ScriptedHouse.QUEUE);
      assertThat(end().kind()).isEqualTo(Kind.CANCELLED);
      assertThat(more).allSatisfy(one -> assertThat(one.join().kind()).isEqualTo(Kind.CANCELLED));
    }
  }

  private OrderedDrop order(ScriptedHouse house, String machine) {
    return house.dispatcher.order(
        new DropRequest(
            bob, house.machines.find(machine).orElseThrow(), 1, DELAY, Optional.empty(), "test"));
  }
}
