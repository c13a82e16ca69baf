package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine gets another board, by another address in its file, while drops of it are open. */
class ChangedBoardTest {

  private static final Duration DELAY = Duration.ofMinutes(10);

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private ScriptedHouse house;
  private ScriptedBoard former;
  private MemberRecord bob;

  @BeforeEach
  void open() throws IOException {
    house = new ScriptedHouse(data, time, List.of(ScriptedHouse.machine("d", 50, 5)));
    former = house.board("d");
    bob = house.member("bob", 200);
  }

  @AfterEach
  void close() {
    assertThat(BooksVerifier.verify(house.store).join().disagreements()).isEmpty();
    house.close();
  }

  private Machine machine() {
    return house.machines.find("d").orElseThrow();
  }

  private CompletableFuture<DropResult> drop(Duration delay) {
    CompletableFuture<DropResult> result =
        house.dispatcher.drop(new DropRequest(bob, machine(), 1, delay, Optional.empty(), "test"));
    house.settle();
    return result;
  }

  private static MachineSettings at(String host) {
    MachineSettings before = ScriptedHouse.machine("d", 50, 5);
    BoardAccess board = before.board();
    return new MachineSettings(
        before.id(),
        before.name(),
        before.aliases(),
        before.location(),
        before.publicAddress(),
        new BoardAccess(
            board.driver(),
            new HostAndPort(host, 9),
            board.tls(),
            board.password(),
            board.times(),
            board.settings()),
        before.contents());
  }

  /** Its board is another one from now on. */
  private void change(String host) {
    house.machines.change(List.of(at(host)));
  }

  private ScriptedBoard linked() {
    await().atMost(ScriptedHouse.PATIENCE).until(() -> house.board("d") != former);
    house.link("d");
    assertThat(machine().status()).isEqualTo(MachineStatus.UP);
    return house.board("d");
  }

  @Test
  void aDelayedDropFallsFromTheNewBoard() {
    CompletableFuture<DropResult> delayed = drop(DELAY);
    change("attic.example.net");
    ScriptedBoard now = linked();
    time.advance(DELAY);
    house.settle();
    assertThat(delayed).as("its order has left").isNotDone();
    assertThat(former.order()).isEmpty();
    now.answer(new DropOutcome.Dropped());
    assertThat(delayed.join().kind()).isEqualTo(Kind.DROPPED);
    assertThat(house.ledger.balance(bob.account())).isEqualTo(new Balance(150, 0, 0));
  }

  /** No order leaves for the new board before that of the former one has ended. */
  @Test
  void theOrderInFlightEndsFirst() {
    CompletableFuture<DropResult> sent = drop(Duration.ZERO);
    CompletableFuture<DropResult> delayed = drop(DELAY);
    change("attic.example.net");
    assertThat(house.board("d")).isSameAs(former);
    assertThat(drop(Duration.ZERO).join().kind()).isEqualTo(Kind.OFFLINE);
    former.answer(new DropOutcome.Dropped());
    assertThat(sent.join().kind()).isEqualTo(Kind.DROPPED);
    ScriptedBoard now = linked();
    assertThat(former.isClosed()).isTrue();
    time.advance(DELAY);
    now.answer(new DropOutcome.Dropped());
    assertThat(delayed.join().kind()).isEqualTo(Kind.DROPPED);
  }

  /** What the former board has reported says nothing of the new one's slots. */
  @Test
  void whatTheFormerBoardReportedIsForgotten() {
    former.listener().slotsReported(Map.of(1, SlotReading.of(false)));
    former.listener().temperatureMeasured("", 4.5);
    former.listener().doorReported(true);
    await().atMost(ScriptedHouse.PATIENCE).until(() -> machine().readings().door().isPresent());
    assertThat(machine().slot(1).orElseThrow().available()).isZero();
    change("attic.example.net");
    linked();
    assertThat(machine().slot(1).orElseThrow().available()).isEqualTo(5);
    assertThat(machine().sensesSlots()).isFalse();
    assertThat(machine().temperature()).isEmpty();
    assertThat(machine().readings().door()).isEmpty();
  }
}
