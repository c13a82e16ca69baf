package io.drinkd.appliance.drop;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.SlotReading;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A driver without a board, that does one thing it must not the first time, and drops else. */
final class FaultyDriver implements MachineDriver {

  enum Deed {
    NONE,
    AT_OPENING_THROWS,
    AT_OPENING_OPENS_NOTHING,
    AT_OPENING_REFUSES_SETTINGS,
    AT_OPENING_RUNS_OUT_OF_MEMORY,
    AT_OPENING_BLOCKS,
    AT_OPENING_FLOODS,
    AT_OPENING_SETS_TIMERS_WITHOUT_END,
    AT_OPENING_TELLS_NONSENSE,
    AT_OPENING_ANSWERS_WHAT_NOBODY_ASKED,
    EACH_TIME_FAILS_TO_OPEN,
    AT_ORDER_THROWS,
    AT_ORDER_RUNS_OUT_OF_MEMORY,
    AT_ORDER_BLOCKS,
    AT_ORDER_GIVES_NO_FUTURE,
    AT_ORDER_FUTURE_FAILS,
    AT_ORDER_TELLS_NO_OUTCOME,
    AT_ORDER_NEVER_ENDS,
    AT_ORDER_FLOODS
  }

  private final String model;
  private final Deed deed;
  private final Set<String> threads = ConcurrentHashMap.newKeySet();
  private final AtomicInteger opened = new AtomicInteger();
  private volatile boolean first = true;

  FaultyDriver(String model, Deed deed) {
    this.model = model;
    this.deed = deed;
  }

  /** How often a board was to be opened. */
  int opened() {
    return opened.get();
  }

  Set<String> threads() {
    return threads;
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public BoardTraits traits() {
    return BoardTraits.loggingIn(new Liveness(Duration.ofSeconds(60), Duration.ofSeconds(90)));
  }

  @Override
  public Board open(BoardContext context) {
    threads.add(Thread.currentThread().getName());
    Deed now = first || deed == Deed.EACH_TIME_FAILS_TO_OPEN ? deed : Deed.NONE;
    first = false;
    opened.incrementAndGet();
    context.listener().stateChanged(BoardState.UP, "there is no board");
    switch (now) {
      case AT_OPENING_THROWS, EACH_TIME_FAILS_TO_OPEN ->
          throw new IllegalStateException("thrown by a driver of this test");
      case AT_OPENING_REFUSES_SETTINGS -> throw new IllegalArgumentException("slots: found 1");
      case AT_OPENING_RUNS_OUT_OF_MEMORY -> throw new OutOfMemoryError("thrown by this test");
      case AT_OPENING_BLOCKS -> block();
      case AT_OPENING_FLOODS -> flood(context);
      case AT_OPENING_SETS_TIMERS_WITHOUT_END -> {
        for (int i = 0; i < 1_000_000; i++) {
          context.timers().after(Duration.ofHours(1), () -> {});
        }
      }
      case AT_OPENING_TELLS_NONSENSE -> context.listener().temperatureMeasured("", Double.NaN);
      case AT_OPENING_ANSWERS_WHAT_NOBODY_ASKED ->
          context.listener().answeredLate(new DropOrder(1, 1), new DropOutcome.Dropped());
      case AT_OPENING_OPENS_NOTHING -> {
        return null;
      }
      default -> {}
    }
    return new FaultyBoard(context, now);
  }

  private static void block() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void flood(BoardContext context) {
    for (int i = 0; i < 1_000_000; i++) {
      context.listener().slotsReported(Map.of(1, SlotReading.of(i % 2 == 0)));
    }
  }

  private final class FaultyBoard implements Board {

    private final BoardContext context;
    private final Deed deed;

    FaultyBoard(BoardContext context, Deed deed) {
      this.context = context;
      this.deed = deed;
    }

    @Override
    public CompletableFuture<DropOutcome> drop(DropOrder order) {
      threads.add(Thread.currentThread().getName());
      switch (deed) {
        case AT_ORDER_THROWS -> throw new IllegalStateException("thrown by a driver of this test");
        case AT_ORDER_RUNS_OUT_OF_MEMORY -> throw new OutOfMemoryError("thrown by this test");
        case AT_ORDER_BLOCKS -> block();
        case AT_ORDER_GIVES_NO_FUTURE -> {
          return null;
        }
        case AT_ORDER_FUTURE_FAILS -> {
          return CompletableFuture.failedFuture(new IllegalStateException("by this test"));
        }
        case AT_ORDER_TELLS_NO_OUTCOME -> {
          return CompletableFuture.completedFuture(null);
        }
        case AT_ORDER_NEVER_ENDS -> {
          return new CompletableFuture<>();
        }
        case AT_ORDER_FLOODS -> {
          flood(context);
          return new CompletableFuture<>();
        }
        default -> {}
      }
      return CompletableFuture.completedFuture(new DropOutcome.Dropped());
    }

    @Override
    public CompletableFuture<Void> close() {
      threads.add(Thread.currentThread().getName());
      return CompletableFuture.completedFuture(null);
    }
  }
}
