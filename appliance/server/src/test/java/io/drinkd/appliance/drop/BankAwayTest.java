package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Health.Part;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankProxy;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of drops and members while the bank is away, and when it was away for too long. */
@Tag(TestBooks.BANK_ONLY)
class BankAwayTest {

  private static final Duration STEP = Duration.ofMillis(200);

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private BankProxy bank;
  private ScriptedHouse house;
  private ScriptedBoard board;
  private MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    bank = new BankProxy(TestBanks.create());
    TestBooks.keepIn(bank.address(), data);
    house = new ScriptedHouse(data, time, List.of(ScriptedHouse.machine("d", 50, 5)));
    board = house.board("d");
    bob = house.member("bob", 200);
  }

  @AfterEach
  void close() throws IOException {
    house.close();
    bank.close();
  }

  private CompletableFuture<DropResult> drop() {
    return house.dispatcher.drop(house.request(bob, "d", 1));
  }

  private void cut() {
    bank.cut();
    Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(() -> house.store.away().isPresent());
  }

  private void mend() {
    bank.mend();
    Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(() -> house.store.away().isEmpty());
  }

  @Test
  void whatTheBoardAnsweredMeanwhileIsBookedWhenItIsBack() {
    CompletableFuture<DropResult> result = drop();
    Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(() -> board.order().isPresent());
    cut();
    board.answer(new DropOutcome.Dropped());
    assertThat(result.join().kind()).isEqualTo(Kind.IN_DOUBT);
    mend();
    Awaitility.await()
        .atMost(ScriptedHouse.PATIENCE)
        .until(
            () -> {
              time.advance(Settlement.AGAIN_AFTER);
              return house.ledger.balance(bob.account()).equals(new Balance(150, 0, 0));
            });
    assertThat(BookedStates.of(house.store, result.join().dropId())).endsWith(DropState.DROPPED);
    assertThat(BooksVerifier.verify(house.store).join().disagreements()).isEmpty();
  }

  @Test
  void noOrderLeavesMeanwhile() {
    cut();
    assertThat(drop().join().kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(board.order()).isEmpty();
    mend();
    CompletableFuture<DropResult> next = drop();
    Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(() -> board.order().isPresent());
    board.answer(new DropOutcome.Dropped());
    assertThat(next.join().kind()).isEqualTo(Kind.DROPPED);
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(150, 0, 0));
  }

  @Test
  void theBoardIsLeftWhileTheMachineMayBeAnotherAppliances() {
    cut();
    until(board::isClosed);
    assertThat(house.machines.find("d").orElseThrow().status()).isEqualTo(MachineStatus.DOWN);
    assertThat(house.machines.find("d").orElseThrow().statusReason())
        .isEqualTo(
            "closed while the bank is away, for another appliance may have the machine; comes back"
                + " with the bank");
    mend();
    until(() -> house.board("d") != board);
    house.link("d");
    CompletableFuture<DropResult> next = drop();
    house.board("d").answer(new DropOutcome.Dropped());
    assertThat(next.join().kind()).isEqualTo(Kind.DROPPED);
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(150, 0, 0));
  }

  @Test
  void theBoardIsNotLeftWithAnOrderInFlight() {
    CompletableFuture<DropResult> result = drop();
    Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(() -> board.order().isPresent());
    cut();
    until(() -> house.machines.find("d").orElseThrow().status() == MachineStatus.DOWN);
    assertThat(board.isClosed()).isFalse();
    board.answer(new DropOutcome.Dropped());
    assertThat(result.join().kind()).isEqualTo(Kind.IN_DOUBT);
    until(board::isClosed);
    mend();
    until(() -> house.ledger.balance(bob.account()).equals(new Balance(150, 0, 0)));
    until(() -> house.board("d") != board);
  }

  /** Time passes until then. */
  private void until(Callable<Boolean> condition) {
    ScriptedHouse.until(time, STEP, condition);
  }

  /** As a process that was stopped between the commit and the first byte, and continues. */
  @Test
  void noOrderLeavesOnceTheBankMayBeSomebodyElses() {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch submitted = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    house.store.write(
        tx -> {
          busy.countDown();
          await(submitted);
          return null;
        });
    // What comes from here on is one batch, of which the drop is a part.
    await(busy);
    house.store.write(
        tx -> {
          tx.afterCommit(() -> await(stopped));
          return null;
        });
    CompletableFuture<DropResult> result = drop();
    submitted.countDown();
    Awaitility.await()
        .atMost(ScriptedHouse.PATIENCE)
        .until(() -> !house.store.owners().mayOrder("d"));
    stopped.countDown();

    assertThat(result.join().kind()).isEqualTo(Kind.OFFLINE);
    assertThat(board.order()).isEmpty();
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(200, 0, 0));
    assertThat(BookedStates.of(house.store, result.join().dropId())).endsWith(DropState.CANCELLED);
  }

  @Test
  void membersAreRefusedMeanwhileAndStockIsShown() {
    LoginOrigin here = new LoginOrigin(InetAddress.getLoopbackAddress(), false);
    Caller nobody = house.services.logins().anybody("test", here);
    house
        .members
        .add(new NewMember("carol", Optional.empty(), false, 5, List.of("b0b0")), "test")
        .join();
    Caller caller = house.services.logins().byIbutton(nobody, "b0b0").join();
    assertThat(house.services.accounts().balance(caller.viewer())).isNotNull();
    cut();
    assertNotReady(Assertions.catchThrowable(caller::viewer));
    assertNotReady(Assertions.catchThrowable(caller::buyer));
    assertNotReady(
        Assertions.catchThrowable(() -> house.services.logins().byIbutton(nobody, "b0b0").join()));
    assertThat(house.services.catalog().machine("d").slots()).hasSize(1);
    assertThat(house.services.health().look().join().parts())
        .anyMatch(part -> part.name().equals("books") && part.why().endsWith("see bank"))
        .filteredOn(part -> part.why().contains("is away"))
        .as("the reason is said once")
        .extracting(Part::name)
        .containsExactly("bank");
    mend();
    assertThat(house.services.accounts().balance(caller.viewer())).isNotNull();
  }

  /** As a door answers it. */
  private void assertNotReady(Throwable thrown) {
    assertThat(house.services.faults().refusal("a request", thrown).refusal())
        .isEqualTo(Refusal.NOT_READY);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
