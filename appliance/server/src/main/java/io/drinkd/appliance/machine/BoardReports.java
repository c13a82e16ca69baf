package io.drinkd.appliance.machine;

import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.SlotReading;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What a board reports, kept back as long as another appliance has its machine: the newest of each,
 * which counts from the moment at which this appliance takes the machine. Safe for threads.
 */
final class BoardReports implements BoardListener {

  /** No board has so many things to report; a faulty driver must not fill the memory. */
  private static final int KEPT_MAX = 1_000;

  private final Machine machine;
  private final BiConsumer<BoardState, String> states;
  private final BiConsumer<DropOrder, DropOutcome> lateAnswers;
  private volatile BoardState state = BoardState.DOWN;

  // Guarded by this.
  private boolean kept;

  /** What passes on each report that is kept. */
  private final Map<String, Runnable> newest = new TreeMap<>();

  private final Map<Integer, SlotReading> slots = new TreeMap<>();

  /**
   * @param states gets each state of the board, and why
   * @param lateAnswers gets each answer that came late
   * @param kept whether they are kept back at first
   */
  BoardReports(
      Machine machine,
      BiConsumer<BoardState, String> states,
      BiConsumer<DropOrder, DropOutcome> lateAnswers,
      boolean kept) {
    this.machine = machine;
    this.states = states;
    this.lateAnswers = lateAnswers;
    this.kept = kept;
  }

  /** Whether the board is linked, and logged in where its model does so. */
  boolean isLinked() {
    return state != BoardState.DOWN;
  }

  /** Passes on what was kept, and from now on everything. */
  synchronized void release() {
    if (!kept) {
      return;
    }
    kept = false;
    // What is in the machine is known before an order may come to it.
    if (!slots.isEmpty()) {
      machine.slotsReported(Map.copyOf(slots));
    }
    Runnable up = newest.remove("state");
    newest.values().forEach(Runnable::run);
    if (up != null) {
      up.run();
    }
  }

  private synchronized void pass(String subject, Runnable report) {
    if (!kept) {
      report.run();
    } else if (newest.size() < KEPT_MAX || newest.containsKey(subject)) {
      newest.put(subject, report);
    }
  }

  @Override
  public void stateChanged(BoardState newState, String reason) {
    state = newState;
    pass("state", () -> states.accept(newState, reason));
  }

  @Override
  public synchronized void slotsReported(Map<Integer, SlotReading> reported) {
    if (!kept) {
      machine.slotsReported(reported);
    } else if (slots.size() + reported.size() < KEPT_MAX) {
      slots.putAll(reported);
    }
  }

  @Override
  public void temperatureMeasured(String thermometer, double celsius) {
    pass("temperature " + thermometer, () -> machine.temperatureMeasured(thermometer, celsius));
  }

  @Override
  public void doorReported(boolean open) {
    pass("door", () -> machine.doorReported(open));
  }

  @Override
  public void powerReported(PowerState motors) {
    pass("power", () -> machine.powerReported(motors));
  }

  /** Where the machine was this appliance's before: nothing is kept back of that. */
  @Override
  public void answeredLate(DropOrder order, DropOutcome outcome) {
    lateAnswers.accept(order, outcome);
  }
}
