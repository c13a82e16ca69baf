package io.drinkd.appliance.drop;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** Drives boards that do nothing but what a test prompts them to, without any link. */
final class ScriptedDriver implements MachineDriver {

  static final String MODEL = "scripted";

  private final Map<String, ScriptedBoard> boards = new ConcurrentHashMap<>();

  @Override
  public String model() {
    return MODEL;
  }

  @Override
  public BoardTraits traits() {
    return BoardTraits.loggingIn(new Liveness(Duration.ofSeconds(60), Duration.ofSeconds(90)));
  }

  @Override
  public ScriptedBoard open(BoardContext context) {
    ScriptedBoard board = new ScriptedBoard(context);
    boards.put(context.settings().machine(), board);
    return board;
  }

  /** Whether the board of a machine is there; it is opened on a thread of its own. */
  boolean hasOpened(String machine) {
    return boards.containsKey(machine);
  }

  /** The board of a machine. */
  ScriptedBoard board(String machine) {
    return boards.get(machine);
  }

  /** A board that keeps the contract of {@link Board}, and answers when a test says so. */
  static final class ScriptedBoard implements Board {

    private record InFlight(DropOrder order, CompletableFuture<DropOutcome> outcome) {}

    private final BoardContext context;
    private volatile Optional<InFlight> inFlight = Optional.empty();
    private volatile boolean closed;

    ScriptedBoard(BoardContext context) {
      this.context = context;
    }

    @Override
    public CompletableFuture<DropOutcome> drop(DropOrder order) {
      if (inFlight.isPresent()) {
        return CompletableFuture.completedFuture(new DropOutcome.NotSent("an order is in flight"));
      }
      CompletableFuture<DropOutcome> outcome = new CompletableFuture<>();
      inFlight = Optional.of(new InFlight(order, outcome));
      return outcome;
    }

    /** The order that waits for its answer. */
    Optional<DropOrder> order() {
      return inFlight.map(InFlight::order);
    }

    /** Answers the order in flight, or the one that is on its way. */
    void answer(DropOutcome outcome) {
      if (inFlight.isEmpty()) {
        Awaitility.await().atMost(ScriptedHouse.PATIENCE).until(() -> inFlight.isPresent());
      }
      InFlight answered = inFlight.orElseThrow();
      inFlight = Optional.empty();
      answered.outcome.complete(outcome);
    }

    /** What this board reports to. */
    BoardListener listener() {
      return context.listener();
    }

    void reportState(BoardState state) {
      reportState(state, "scripted: " + state);
    }

    void reportState(BoardState state, String reason) {
      context.listener().stateChanged(state, reason);
    }

    void answerLate(DropOrder order, DropOutcome outcome) {
      context.listener().answeredLate(order, outcome);
    }

    boolean isClosed() {
      return closed;
    }

    @Override
    public CompletableFuture<Void> close() {
      closed = true;
      return CompletableFuture.completedFuture(null);
    }
  }
}
