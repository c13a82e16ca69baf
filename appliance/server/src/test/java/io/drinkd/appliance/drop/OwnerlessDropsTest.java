package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drinkd.appliance.drop.OwnerlessDrops.OwnerlessDrop;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Health.Part;
import io.drinkd.appliance.service.Health.State;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.TestBanks;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The only appliance with a file for a machine ends, with drops there; another one runs. */
@Tag(TestBooks.BANK_ONLY)
class OwnerlessDropsTest {

  private static final Duration STEP = Duration.ofSeconds(1);

  @TempDir Path folder;
  private final ManualTimers time = new ManualTimers();
  private final BankAddress bank = TestBanks.create();
  private ScriptedHouse north;
  private ScriptedHouse east;
  private MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    north = north();
    bob = north.member("bob", 200);
    east = ScriptedHouse.inBank(bank, folder, time, "east", List.of());
    until(() -> east.machines.find("d").filter(d -> d.status() == MachineStatus.UP).isPresent());
  }

  private ScriptedHouse north() throws IOException {
    return ScriptedHouse.inBank(
        bank, folder, time, "north", List.of(ScriptedHouse.machine("d", 50, 5)));
  }

  @AfterEach
  void close() {
    north.close();
    east.close();
  }

  private void until(Callable<Boolean> condition) {
    ScriptedHouse.until(time, STEP, condition);
  }

  private long order() {
    OrderedDrop drop = north.dispatcher.order(north.request(bob, "d", 1));
    until(drop.number()::isDone);
    return drop.number().join();
  }

  private List<OwnerlessDrop> ownerless() {
    return OwnerlessDrops.list(east.store).join();
  }

  private boolean isOwnerless(long drop) {
    return DropRecords.find(east.store, drop).join().orElseThrow().ownerless();
  }

  private Part part() {
    return east.services.health().look().join().parts().stream()
        .filter(part -> part.name().equals("drops without an owner"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theyAreShownUntilTheirMachineIsTaken() throws IOException {
    long sent = order();
    until(() -> north.board("d").order().isPresent());
    long queued = order();
    assertThat(ownerless()).isEmpty();
    assertThat(isOwnerless(sent)).isFalse();
    assertThat(part().state()).isEqualTo(State.WELL);

    north.close();
    Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(() -> !ownerless().isEmpty());
    assertThat(ownerless())
        .extracting(OwnerlessDrop::id, OwnerlessDrop::state)
        .containsExactly(tuple(sent, DropState.SENT), tuple(queued, DropState.QUEUED));
    assertThat(isOwnerless(sent)).isTrue();
    assertThat(isOwnerless(queued)).isTrue();
    assertThat(part().state()).isEqualTo(State.WRONG);
    assertThat(part().why())
        .isEqualTo(
            "2 at machines that no appliance has, the oldest is drop " + sent + " of machine d");
    assertThat(part().found().phrase().next().orElseThrow())
        .startsWith("start an appliance that has a file for the machine of its line");

    north = north();
    assertThat(ownerless()).isEmpty();
    assertThat(isOwnerless(sent)).isFalse();
    assertThat(BookedStates.of(east.store, sent)).endsWith(DropState.IN_DOUBT);
    assertThat(part().state()).isEqualTo(State.WELL);
  }
}
