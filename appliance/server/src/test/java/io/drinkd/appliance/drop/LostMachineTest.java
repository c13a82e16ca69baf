package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.BankProxy;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.appliance.sunday.CapturedLog;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An appliance lost its machine while it could not write, as one that was frozen or cut off, and
 * had orders for it that came due meanwhile: they are those of the new owner.
 */
@Tag(TestBooks.BANK_ONLY)
class LostMachineTest {

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration DELAY = Duration.ofMinutes(2);

  @TempDir Path folder;
  private final ManualTimers time = new ManualTimers();
  private final BankAddress bank = TestBanks.create();

  /** Between the bank and the north. */
  private BankProxy proxy;

  private ScriptedHouse north;
  private ScriptedHouse south;
  private MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    proxy = new BankProxy(bank);
    north = house("north", proxy.address());
    bob = north.member("bob", 200);
    south = house("south", bank);
    until(() -> machine(south).status() == MachineStatus.UP);
  }

  private ScriptedHouse house(String name, BankAddress address) throws IOException {
    return ScriptedHouse.inBank(
        address, folder, time, name, List.of(ScriptedHouse.machine("d", 50, 5)));
  }

  @AfterEach
  void close() throws IOException {
    north.close();
    south.close();
    proxy.close();
  }

  private static Machine machine(ScriptedHouse house) {
    return house.machines.find("d").orElseThrow();
  }

  /** Time passes until then. */
  private void until(Callable<Boolean> condition) {
    ScriptedHouse.until(time, STEP, condition);
  }

  /** The bank's time passes for that, not the appliances'. */
  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(condition);
  }

  @Test
  void whatWasAskedForAtAnotherApplianceFallsAtTheNewOwner() {
    fallsAtTheNewOwner(south);
  }

  @Test
  void whatWasAskedForHereFallsAtTheNewOwner() {
    fallsAtTheNewOwner(north);
  }

  private void fallsAtTheNewOwner(ScriptedHouse asked) {
    OrderedDrop drop =
        asked.dispatcher.order(
            new DropRequest(bob, machine(asked), 1, DELAY, Optional.empty(), "test"));
    until(drop.number()::isDone);
    long number = drop.number().join();
    // The owner has heard of it.
    time.advance(FollowedDrops.LOOK_EVERY);
    north.settle();
    proxy.cut();
    await(() -> south.store.owners().owns("d"));
    time.advance(DELAY);
    proxy.mend();
    await(() -> north.store.away().isEmpty() && !north.store.owners().owns("d"));
    for (int i = 0; i < 3; i++) {
      time.advance(Settlement.AGAIN_AFTER);
      north.settle();
    }
    assertThat(BookedStates.of(south.store, number)).containsExactly(DropState.DELAYED);
    south.link("d");
    until(() -> south.board("d").order().filter(one -> one.dropId() == number).isPresent());
    south.board("d").answer(new DropOutcome.Dropped());
    until(drop.result()::isDone);
    assertThat(drop.result().join().kind()).isEqualTo(Kind.DROPPED);
    Balance paid = south.store.readNow(tx -> south.ledger.balance(tx, bob.account()));
    assertThat(paid).isEqualTo(new Balance(150, 0, 0));
    assertThat(north.board("d").order()).isEmpty();
    assertThat(BooksVerifier.verify(south.store).join().disagreements()).isEmpty();
  }

  /** The owner knows nothing of that and sends it, so no answer may say that it is cancelled. */
  @Test
  void whatCannotBeCalledOffAtTheStopIsInTheLog() throws IOException {
    ScriptedHouse east = ScriptedHouse.inBank(proxy.address(), folder, time, "east", List.of());
    until(() -> east.machines.find("d").filter(d -> d.status() == MachineStatus.UP).isPresent());
    OrderedDrop drop =
        east.dispatcher.order(
            new DropRequest(bob, machine(east), 1, DELAY, Optional.empty(), "test"));
    until(drop.number()::isDone);
    proxy.cut();
    await(() -> east.store.away().isPresent());
    east.dispatcher.stop(Duration.ofSeconds(15));
    await(drop.result()::isDone);
    try (CapturedLog log = CapturedLog.of("io.drinkd.drop", Level.WARN)) {
      east.close();
      assertThat(drop.result().join().kind()).isEqualTo(Kind.IN_DOUBT);
      assertThat(log.lines())
          .contains(
              "drop "
                  + drop.number().join()
                  + ": state CANCELLED could not be written until the end: the appliance is stopping;"
                  + " its order may leave all the same, and it is charged if a can falls");
    }
  }
}
