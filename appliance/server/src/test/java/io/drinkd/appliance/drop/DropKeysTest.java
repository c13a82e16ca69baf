package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.SeenSlot;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Accounts.Moved;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of drops, which stand in the drops' own rows, beside those of transfers. */
class DropKeysTest {

  private static final String KEY = "key";

  /** How many reads of a bank are carried out at once. */
  private static final int BANK_READERS = 4;

  private static final Duration LONGEST = Duration.ofDays(30);

  private final ManualTimers time = new ManualTimers();
  @TempDir Path data;
  private ScriptedHouse house;
  private MemberRecord bob;
  private MemberRecord carol;

  @BeforeEach
  void open() throws IOException {
    house = new ScriptedHouse(data, time, List.of(ScriptedHouse.machine("d", 50, 9, 9)));
    bob = house.member("bob", 1_000);
    carol = house.member("carol", 1_000);
  }

  @AfterEach
  void close() {
    assertThat(BooksVerifier.verify(house.store).join().disagreements()).isEmpty();
    house.close();
  }

  private DropRequest request(MemberRecord member, int slot) {
    DropRequest plain = house.request(member, "d", slot);
    return new DropRequest(
        member, plain.machine(), slot, Duration.ZERO, Optional.of(KEY), plain.door());
  }

  /** Behind all that was asked, so that none of it is under way any more. */
  private void later(Duration after) {
    house.settle();
    time.setClock(after);
  }

  private DropResult dropped(DropRequest request) {
    return answered(house.dispatcher.drop(request));
  }

  private DropResult answered(CompletableFuture<DropResult> result) {
    house.board("d").answer(new DropOutcome.Dropped("dropped"));
    return result.join();
  }

  private CompletableFuture<DropResult> any() {
    DropRequest request =
        DropRequest.any(
            bob, house.machines.find("d").orElseThrow(), Duration.ZERO, Optional.of(KEY), "test");
    return house
        .dispatcher
        .orderAny(request, () -> request.machine().slot(2).orElseThrow())
        .result();
  }

  private CompletableFuture<Moved> give(long credits) {
    return house
        .services
        .accounts()
        .give(
            TestClaims.member(bob),
            carol,
            new Amount(credits),
            Optional.empty(),
            Optional.of(new IdempotencyKey(KEY)));
  }

  private void assertReused(CompletableFuture<?> asked) {
    assertThatThrownBy(asked::join)
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.KEY_REUSED));
  }

  private Kind again(DropRequest request) {
    return house.dispatcher.drop(request).join().kind();
  }

  @Test
  void aRepeatedRequestIsAnsweredAsTheFirst() {
    DropResult first = dropped(request(bob, 1));
    give(carol, 10);

    assertThat(house.dispatcher.drop(request(bob, 1)).join()).isEqualTo(first);
    assertThat(again(request(bob, 2))).isEqualTo(Kind.KEY_REUSED);
    assertThat(dropped(request(carol, 2)).kind())
        .as("a key is its member's own")
        .isEqualTo(Kind.DROPPED);
  }

  @Test
  void theKeyOfARefusedRequestIsFreeAsSoonAsThatIsAnswered() {
    CountDownLatch gate = new CountDownLatch(1);
    // So that the second one is asked for by whoever is answered, and not later.
    List<CompletableFuture<Void>> reads = holdReads(new AtomicInteger(), gate);
    CompletableFuture<DropResult> refused = house.dispatcher.drop(seen("Pepsi"));
    CompletableFuture<DropResult> other =
        refused.thenCompose(end -> house.dispatcher.drop(seen("Fanta")));
    gate.countDown();

    assertThat(refused.join().kind()).isEqualTo(Kind.SLOT_CHANGED);
    assertThat(other.join().kind()).isEqualTo(Kind.SLOT_CHANGED);
    await().atMost(ScriptedHouse.PATIENCE).until(() -> reads.stream().allMatch(Future::isDone));
  }

  private DropRequest seen(String item) {
    return request(bob, 1).seen(new SeenSlot(Optional.of(item), Optional.empty()));
  }

  /** So that what was available then differs from what is now. */
  private void give(MemberRecord to, long credits) {
    house
        .services
        .accounts()
        .give(TestClaims.member(bob), to, new Amount(credits), Optional.empty(), Optional.empty())
        .join();
  }

  /** That it was used for another request is known only of one that was read. */
  @Test
  void aRepeatedRequestIsNotReadyIfTheFirstCannotBeRead() {
    DropResult first = dropped(request(bob, 1));
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    List<CompletableFuture<Void>> reads = holdReads(begun, gate);
    fillReads(reads, begun, gate);
    CompletableFuture<DropResult> repeated = house.dispatcher.drop(request(bob, 1));
    assertThat(repeated).succeedsWithin(ScriptedHouse.PATIENCE);
    gate.countDown();
    assertThat(repeated.join().kind()).isEqualTo(Kind.UNAVAILABLE);

    await().atMost(ScriptedHouse.PATIENCE).until(() -> reads.stream().allMatch(Future::isDone));
    house.settle();
    assertThat(house.dispatcher.drop(request(bob, 1)).join()).isEqualTo(first);
  }

  /** As many as are carried out at once: whatever is read later waits behind them. */
  private List<CompletableFuture<Void>> holdReads(AtomicInteger begun, CountDownLatch gate) {
    int readers = house.store.owners().areShared() ? BANK_READERS : 1;
    List<CompletableFuture<Void>> reads = new ArrayList<>();
    for (int i = 0; i < readers; i++) {
      reads.add(heldRead(begun, gate));
    }
    await().atMost(ScriptedHouse.PATIENCE).until(() -> begun.get() == readers);
    return reads;
  }

  private CompletableFuture<Void> heldRead(AtomicInteger begun, CountDownLatch gate) {
    return house.store.read(
        tx -> {
          begun.incrementAndGet();
          return awaitZero(gate);
        });
  }

  /** Until no more may wait. */
  private void fillReads(
      List<CompletableFuture<Void>> reads, AtomicInteger begun, CountDownLatch gate) {
    do {
      reads.add(heldRead(begun, gate));
    } while (!reads.get(reads.size() - 1).isCompletedExceptionally());
  }

  private static Void awaitZero(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  @Test
  void whatWasSeenIsAPartOfWhatWasAskedFor() {
    SeenSlot seen = new SeenSlot(Optional.of("Drink 1"), Optional.of(50L));
    SeenSlot dearer = new SeenSlot(Optional.empty(), Optional.of(60L));
    assertThat(again(request(bob, 1).seen(dearer))).isEqualTo(Kind.SLOT_CHANGED);
    CompletableFuture<DropResult> first = house.dispatcher.drop(request(bob, 1).seen(seen));
    assertThat(again(request(bob, 1).seen(dearer))).as("under way").isEqualTo(Kind.KEY_REUSED);
    assertThat(answered(first).kind()).isEqualTo(Kind.DROPPED);
    SlotEdit edit = new SlotEdit("Drink 9", 60, 5, 0, true);
    Machine machine = house.machines.find("d").orElseThrow();
    house.machines.edit(machine, 1, before -> edit, "test").join();

    assertThat(again(request(bob, 1).seen(seen))).as("is over").isEqualTo(Kind.DROPPED);
    assertThat(again(request(bob, 1).seen(dearer))).isEqualTo(Kind.KEY_REUSED);
    assertThat(house.dispatcher.drop(request(carol, 1).seen(seen)).join().kind())
        .isEqualTo(Kind.SLOT_CHANGED);
  }

  @Test
  void whichSlotTheHouseChoseIsNotWhatWasAskedFor() {
    DropResult first = answered(any());

    assertThat(any().join()).isEqualTo(first);
    assertThat(again(request(bob, 2))).as("it names the slot").isEqualTo(Kind.KEY_REUSED);
  }

  @Test
  void aRefusalOfTheBoardIsAnsweredAgainWithWhatWasAvailable() {
    CompletableFuture<DropResult> result = house.dispatcher.drop(request(bob, 1));
    house.board("d").answer(new DropOutcome.Refused(DropOutcome.Refusal.JAMMED, "jammed"));
    DropResult first = result.join();
    give(carol, 10);

    assertThat(first.kind()).isEqualTo(Kind.MOTOR_JAMMED);
    assertThat(first.available()).isEqualTo(1_000);
    assertThat(house.dispatcher.drop(request(bob, 1)).join()).isEqualTo(first);
  }

  @Test
  void aKeyIsForADropOrForATransfer() {
    dropped(request(bob, 1));
    assertReused(give(10));
    assertThat(house.ledger.balance(bob.account()).available()).isEqualTo(950);

    later(LONGEST.plusMillis(1));
    Moved moved = give(10).join();
    assertThat(moved.available()).isEqualTo(940);
    assertThat(again(request(bob, 1))).isEqualTo(Kind.KEY_REUSED);
    assertThat(give(10).join()).isEqualTo(moved);
  }

  @Test
  void aKeyOfATransferIsForNoDropForThirtyDays() {
    give(10).join();
    later(LONGEST);
    assertThat(again(request(bob, 1))).isEqualTo(Kind.KEY_REUSED);
    assertThat(house.ledger.balance(bob.account()).available()).isEqualTo(990);

    later(Duration.ofMillis(1));
    DropResult first = dropped(request(bob, 1));
    assertThat(house.dispatcher.drop(request(bob, 1)).join()).isEqualTo(first);
    assertReused(give(10));
  }

  @Test
  void aKeyIsRememberedForThirtyDays() {
    DropResult first = dropped(request(bob, 1));
    later(LONGEST);
    assertThat(house.dispatcher.drop(request(bob, 1)).join()).isEqualTo(first);

    later(Duration.ofMillis(1));
    DropResult second = dropped(request(bob, 1));
    assertThat(second.dropId()).isNotEqualTo(first.dropId());
    assertThat(house.dispatcher.drop(request(bob, 1)).join()).isEqualTo(second);
  }

  @Test
  void theBooksForbidTwoDropsOfOneKey() {
    long first = dropped(request(bob, 1)).dropId();
    DropRequest plain = house.request(bob, "d", 1);
    CompletableFuture<DropResult> without = house.dispatcher.drop(plain);
    long second = answered(without).dropId();

    for (String key : List.of(KEY, "other")) {
      assertThatThrownBy(() -> setKey(second, key)).isNotNull();
      assertThatThrownBy(() -> setKey(first, key)).isNotNull();
    }
  }

  private void setKey(long drop, String key) {
    house.store.writeNow(tx -> tx.update("UPDATE drop_order SET key = ? WHERE id = ?", key, drop));
  }
}
