package io.drinkd.appliance.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.Limits;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.drop.ScriptedDriver.ScriptedBoard;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.metric.Metrics;
import io.drinkd.appliance.service.Health;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to orders at the very moment at which an appliance stops. */
class OrderlyStopTest {

  private static final Duration MOST = Duration.ofSeconds(15);
  private static final Set<Thread.State> WAITS =
      Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  @TempDir Path data;
  private final ManualTimers time = new ManualTimers();
  private ScriptedHouse house;
  private ScriptedBoard board;
  private MemberRecord bob;

  /** Opened at the latest when a test ends. */
  private final CountDownLatch gate = new CountDownLatch(1);

  @BeforeEach
  void open() throws IOException {
    house = new ScriptedHouse(data, time, List.of(machine()));
    board = house.board("d");
    bob = house.member("bob", 200);
  }

  @AfterEach
  void close() {
    gate.countDown();
    house.close();
  }

  private static MachineSettings machine() {
    return ScriptedHouse.diallingIn(ScriptedHouse.machine("d", 50, 5, 5));
  }

  private DropRequest request(Duration delay) {
    DropRequest plain = house.request(bob, "d", 1);
    return new DropRequest(bob, plain.machine(), 1, delay, Optional.empty(), plain.door());
  }

  private boolean isShared() {
    return TestBooks.bank(data).isPresent();
  }

  /** Another one of the same house, by a clock on which something happens as it is read. */
  private Dispatcher dispatcher(Timers timers) {
    return new Dispatcher(
        new DropServices(
            house.store,
            house.ledger,
            house.services.foundation().drops(),
            timers,
            new DropCounts(new Metrics()),
            new UnwrittenEnds()),
        house.machines,
        house.members,
        new Limits(Duration.ofHours(1), ScriptedHouse.QUEUE, 1));
  }

  /** The test's time; whoever reads it next has a task done first. */
  private final class Interrupting implements Timers {
    private final AtomicReference<Runnable> task = new AtomicReference<>(() -> {});

    @Override
    public Clock clock() {
      return time.clock();
    }

    @Override
    public long nanoTime() {
      task.getAndSet(() -> {}).run();
      return time.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable later) {
      return time.after(delay, later);
    }
  }

  @Test
  void answersWhoeverAskedForADelayJustBefore() {
    Interrupting timers = new Interrupting();
    Dispatcher dispatcher = dispatcher(timers);
    timers.task.set(() -> dispatcher.stop(MOST));
    CompletableFuture<DropResult> later = dispatcher.drop(request(Duration.ofMinutes(10)));
    house.settle();
    assertThat(later).isDone();
    assertThat(later.join().kind()).isEqualTo(isShared() ? Kind.CANCELLED : Kind.IN_DOUBT);
  }

  @Test
  void answersWhoeverWaitsForALinkThatWasLostJustBefore() {
    if (!isShared()) {
      // There is no other appliance that the board could dial.
      return;
    }
    Interrupting timers = new Interrupting();
    Dispatcher dispatcher = dispatcher(timers);
    dispatcher.drop(request(Duration.ZERO));
    await().atMost(ScriptedHouse.PATIENCE).until(() -> board.order().isPresent());
    CompletableFuture<DropResult> waiting = dispatcher.drop(request(Duration.ZERO));
    house.settle();
    board.reportState(BoardState.DOWN);
    house.settle();
    timers.task.set(() -> dispatcher.stop(MOST));
    dispatcher.statusChanged(request(Duration.ZERO).machine());
    house.settle();
    assertThat(waiting).isDone();
    assertThat(waiting.join().kind()).isEqualTo(Kind.CANCELLED);
  }

  @Test
  void awaitsTheAnswerOfABoardWhoseMachineWasRemoved() {
    CompletableFuture<DropResult> sent = house.dispatcher.drop(request(Duration.ZERO));
    await().atMost(ScriptedHouse.PATIENCE).until(() -> board.order().isPresent());
    house.machines.change(List.of());
    CompletableFuture<Void> stopped = house.dispatcher.stop(MOST);
    assertThat(stopped).isNotDone();
    board.answer(new DropOutcome.Dropped());
    assertThat(sent.join().kind()).isEqualTo(Kind.DROPPED);
    assertThat(stopped).succeedsWithin(ScriptedHouse.PATIENCE);
  }

  @Test
  void answersInTheEndWhoeverWaitsForABoardThatTakesLonger() {
    CompletableFuture<DropResult> sent = house.dispatcher.drop(request(Duration.ZERO));
    await().atMost(ScriptedHouse.PATIENCE).until(() -> board.order().isPresent());
    house.settle();
    CompletableFuture<Void> stopped = house.dispatcher.stop(MOST);
    time.advance(MOST);
    assertThat(stopped).isDone();
    assertThat(sent).isDone();
    assertThat(sent.join().kind()).isEqualTo(Kind.IN_DOUBT);
    assertThat(sent.join().dropId()).isEqualTo(1);
    board.answer(new DropOutcome.Dropped());
    await()
        .atMost(ScriptedHouse.PATIENCE)
        .until(() -> house.ledger.balance(bob.account()).equals(new Balance(150, 0, 0)));
  }

  /** Whoever changes machines waits for the thread that writes, which may be about to leave one. */
  @Test
  void machinesCanBeChangedMeanwhile() {
    CountDownLatch reached = new CountDownLatch(1);
    house.store.write(
        tx -> {
          tx.afterCommit(() -> pass(reached, gate));
          return null;
        });
    awaitZero(reached);
    house.machines.edit(
        request(Duration.ZERO).machine(),
        1,
        before -> new SlotEdit("Drink 1", 50, 5, 0, false),
        "test");
    CompletableFuture<DropResult> refused = house.dispatcher.drop(request(Duration.ZERO));
    CompletableFuture<Void> stopped = house.dispatcher.stop(MOST);
    Thread changing =
        new Thread(
            () ->
                house.machines.change(
                    List.of(ScriptedHouse.diallingIn(ScriptedHouse.machine("d", 60, 5, 5)))));
    changing.setDaemon(true);
    changing.start();
    await().atMost(ScriptedHouse.PATIENCE).until(() -> WAITS.contains(changing.getState()));
    gate.countDown();
    assertThat(refused).succeedsWithin(ScriptedHouse.PATIENCE);
    assertThat(refused.join().kind()).isEqualTo(Kind.SLOT_DISABLED);
    assertThat(stopped).succeedsWithin(ScriptedHouse.PATIENCE);
    await().atMost(ScriptedHouse.PATIENCE).until(() -> !changing.isAlive());
  }

  private static void pass(CountDownLatch reached, CountDownLatch gate) {
    reached.countDown();
    awaitZero(gate);
  }

  private static void awaitZero(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void isNotReadyFromTheBeginningOfTheStop() {
    house.dispatcher.drop(request(Duration.ZERO));
    await().atMost(ScriptedHouse.PATIENCE).until(() -> board.order().isPresent());
    assertThat(house.services.health().look().join().ready()).isTrue();
    house.dispatcher.stop(MOST);
    Health.Report report = house.services.health().look().join();
    assertThat(report.ready()).isFalse();
    assertThat(report.parts())
        .filteredOn(part -> part.name().equals("appliance"))
        .extracting(Health.Part::why)
        .containsExactly("is stopping, and takes no drop any more");
    assertThat(house.services.health().check()).failsWithin(ScriptedHouse.PATIENCE);
    board.answer(new DropOutcome.Dropped());
  }
}
