package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Two appliances with one bank and files for the same machine, which is the north's at first. */
@Tag(TestBooks.BANK_ONLY)
abstract class TwoScriptedHouses {

  /** No more than passes really: what waits does so by this clock, and the bank by its own. */
  static final Duration STEP = Duration.ofMillis(200);

  @TempDir Path folder;
  final ManualTimers time = new ManualTimers();
  private final BankAddress bank = TestBanks.createPatient();
  ScriptedHouse north;
  ScriptedHouse south;
  MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    north = house("north");
    bob = north.member("bob", 200);
    south = house("south");
    until(() -> status(south) == MachineStatus.UP);
  }

  /** The machine of both. */
  MachineSettings machine() {
    return ScriptedHouse.machine("d", 50, 5, 5);
  }

  private ScriptedHouse house(String name) throws IOException {
    return ScriptedHouse.inBank(bank, folder, time, name, List.of(machine()));
  }

  @AfterEach
  void close() {
    north.close();
    south.close();
  }

  static Machine machine(ScriptedHouse house) {
    return house.machines.find("d").orElseThrow();
  }

  static MachineStatus status(ScriptedHouse house) {
    return machine(house).status();
  }

  static boolean owns(ScriptedHouse house) {
    return house.store.owners().owns("d");
  }

  /** Time passes until then, and no more of it before what it brings about is done at both. */
  void until(Callable<Boolean> condition) {
    ScriptedHouse.until(
        time,
        STEP,
        () -> {
          north.settle();
          south.settle();
          return condition.call();
        });
  }

  OrderedDrop order(ScriptedHouse house) {
    return house.dispatcher.order(
        new DropRequest(bob, machine(house), 1, Duration.ZERO, Optional.empty(), "test"));
  }

  DropResult end(CompletableFuture<DropResult> result) {
    until(result::isDone);
    return result.join();
  }

  long number(OrderedDrop drop) {
    until(drop.number()::isDone);
    assertThat(drop.number().join()).isPositive();
    return drop.number().join();
  }

  ScriptedBoard orderedAt(ScriptedHouse house, long drop) {
    until(() -> house.board("d").order().filter(one -> one.dropId() == drop).isPresent());
    return house.board("d");
  }

  void dropAt(ScriptedHouse asked, ScriptedHouse owner) {
    OrderedDrop drop = order(asked);
    orderedAt(owner, number(drop)).answer(new DropOutcome.Dropped());
    assertThat(end(drop.result()).kind()).isEqualTo(Kind.DROPPED);
  }

  /** What appliances say of their links is heard. */
  void exchange() {
    for (int i = 0; i < 4; i++) {
      time.advance(Duration.ofSeconds(1));
      north.settle();
      south.settle();
    }
  }

  Balance balance() {
    return south.store.readNow(tx -> south.ledger.balance(tx, bob.account()));
  }

  void assertSound() {
    assertThat(BooksVerifier.verify(south.store).join().disagreements()).isEmpty();
  }
}
