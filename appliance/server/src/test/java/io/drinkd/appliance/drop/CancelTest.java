package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestHouses;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.driver.testkit.ManualTimers;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delayed drops that are called off, and slots that are set, with the books right after each. */
class CancelTest {

  private static final int DELAYED_MAX = 16;

  @TempDir Path data;
  private SimulatedBoard board;
  private HouseWithBoard house;

  @BeforeEach
  void open() throws IOException {
    board = SimulatedBoard.listen(new SimulatedBoardOptions(HouseWithBoard.PASSWORD));
    house = new HouseWithBoard(data, board, Duration.ofSeconds(20));
    house.awaitStatus(MachineStatus.UP);
  }

  @AfterEach
  void close() {
    assertThat(BooksVerifier.verify(house.store).join().disagreements()).isEmpty();
    house.close();
    board.close();
  }

  @Test
  void callsOffOnesOwnDelayedDrops() {
    MemberRecord bob = house.member("bob", 1_000);
    MemberRecord alice = house.member("alice", 1_000);
    CompletableFuture<DropResult> first = delayed(bob, 1);
    CompletableFuture<DropResult> second = delayed(bob, 2);
    CompletableFuture<DropResult> hers = delayed(alice, 1);

    assertThat(cancel(bob)).isEqualTo(2);

    assertThat(first.join().kind()).isEqualTo(Kind.CANCELLED);
    assertThat(second.join().available()).isEqualTo(1_000);
    assertThat(house.states(first.join().dropId())).containsExactly(DropState.CANCELLED);
    assertThat(hers).isNotDone();
    assertThat(cancel(bob)).isZero();
    assertThat(cancel(alice)).isEqualTo(1);
  }

  @Test
  void leavesWhatHasBeenSentAlone() {
    MemberRecord bob = house.member("bob", 1_000);

    assertThat(house.drop(bob, 1).kind()).isEqualTo(Kind.DROPPED);

    assertThat(cancel(bob)).isZero();
    assertThat(house.ledger.balance(bob.account()).available()).isEqualTo(950);
  }

  @Test
  void callsOffWhatWasDelayedBeforeARestart() throws IOException {
    MemberRecord bob = house.member("bob", 1_000);
    delayed(bob, 1);
    // Behind the hold, because the store's work is done in order.
    house.store.write(tx -> true).join();
    house.close();
    house = new HouseWithBoard(data, board, Duration.ofSeconds(20));

    assertThat(house.ledger.balance(bob.account()).available()).isEqualTo(950);
    assertThat(cancel(bob)).isEqualTo(1);
    assertThat(house.ledger.balance(bob.account()).available()).isEqualTo(1_000);
  }

  @Test
  void nobodyHasEndlesslyManyDelayedDrops() {
    MemberRecord bob = house.member("bob", 1_000_000);
    List<CompletableFuture<DropResult>> drops = new ArrayList<>();
    for (int i = 0; i < DELAYED_MAX; i++) {
      drops.add(delayed(bob, 1));
    }

    assertThat(delayed(bob, 1).join().kind()).isEqualTo(Kind.BUSY);
    assertThat(cancel(bob)).isEqualTo(DELAYED_MAX);
    assertThat(drops).allMatch(CompletableFuture::isDone);
  }

  @Test
  void aSlotThatIsSetStaysTheSumOfItsMoves() {
    MemberRecord bob = house.member("bob", 1_000);
    house.drop(bob, 1);

    edit(new SlotEdit("Cherry Coke", 70, 24, 7, true));
    assertThat(house.machine.slot(1).orElseThrow().toString())
        .contains("Cherry Coke", "price=70", "available=24", "dropped=7");
    house.drop(bob, 1);
    edit(new SlotEdit("Cherry Coke", 70, 0, 0, false));

    assertThat(house.machine.slot(1).orElseThrow().dropped()).isZero();
    assertThat(house.drop(bob, 1).kind()).isEqualTo(Kind.SLOT_DISABLED);
    assertThat(house.ledger.balance(bob.account()).available()).isEqualTo(880);
  }

  @Test
  void aNewPasswordCallsOffWhatSomebodyElseMayHaveAskedFor() {
    MemberRecord bob = house.member("bob", 1_000);
    MemberRecord alice = house.member("alice", 1_000);
    CompletableFuture<DropResult> his = delayed(bob, 1);
    CompletableFuture<DropResult> hers = delayed(alice, 1);

    house.members.changePassword(bob, "another", Optional.empty(), "test").join();

    assertThat(his.join().kind()).isEqualTo(Kind.CANCELLED);
    assertThat(house.ledger.balance(bob.account()).available()).isEqualTo(1_000);
    assertThat(hers).isNotDone();
    assertThat(cancel(alice)).isEqualTo(1);
  }

  @Test
  void aNewPasswordCallsOffInBooksThatNoApplianceHasOpen() throws IOException {
    MemberRecord bob = house.member("bob", 1_000);
    delayed(bob, 1);
    house.store.write(tx -> true).join();
    house.close();
    try (Services books = TestHouses.openBooks(data, TestSettings.MEMBERS, new ManualTimers())) {
      books.foundation().members().changePassword(bob, "another", Optional.empty(), "test").join();
    }
    house = new HouseWithBoard(data, board, Duration.ofSeconds(20));

    assertThat(house.ledger.balance(bob.account()).available()).isEqualTo(1_000);
    assertThat(cancel(bob)).isZero();
  }

  private int cancel(MemberRecord member) {
    return house.dispatcher.cancelDelayed(member, "called off").join();
  }

  private void edit(SlotEdit edit) {
    house.machines.edit(house.machine, 1, before -> edit, "admin:alice").join();
  }

  private CompletableFuture<DropResult> delayed(MemberRecord member, int slot) {
    Duration delay = Duration.ofHours(1);
    return house.dispatcher.drop(
        new DropRequest(member, house.machine, slot, delay, Optional.empty(), "test"));
  }
}
