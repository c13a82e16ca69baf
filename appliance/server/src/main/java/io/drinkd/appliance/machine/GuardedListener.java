package io.drinkd.appliance.machine;

import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a driver is given to tell things to. What it may not tell, and more than any board can say,
 * goes no further; after the end of its board nothing does.
 */
final class GuardedListener implements BoardListener {

  private static final Duration WINDOW = Duration.ofSeconds(10);

  /** A board that does nothing but change its sensors tells some hundred things in this time. */
  private static final int MOST_IN_WINDOW = 5_000;

  /**
   * An order is followed by what its slots hold and perhaps by a state; so many things more may be
   * told for each. A board that is ordered from without a pause tells thousands honestly.
   */
  private static final int MOST_AFTER_ORDER = 10;

  private static final int MOST_DOUBTS = 16;

  private final BoardListener listener;
  private final Timers timers;
  private final Consumer<String> faulty;
  // Guarded by this.
  private final Set<DropOrder> inDoubtDrops = new LinkedHashSet<>();
  private boolean ended;
  private long windowBegan;
  private int toldInWindow;
  private int mostInWindow = MOST_IN_WINDOW;

  /**
   * @param faulty told, in one line, what the driver has told that it must not
   */
  GuardedListener(BoardListener listener, Timers timers, Consumer<String> faulty) {
    this.listener = listener;
    this.timers = timers;
    this.faulty = faulty;
    this.windowBegan = timers.nanoTime();
  }

  /** The driver was given an order, which explains some of what it tells. */
  synchronized void ordered() {
    moveWindow();
    mostInWindow += MOST_AFTER_ORDER;
  }

  private void moveWindow() {
    if (timers.nanoTime() - windowBegan > WINDOW.toNanos()) {
      windowBegan = timers.nanoTime();
      toldInWindow = 0;
      mostInWindow = MOST_IN_WINDOW;
    }
  }

  /** The outcome of the order was told as unknown: it may be answered late. */
  synchronized void inDoubt(DropOrder order) {
    inDoubtDrops.add(order);
    if (inDoubtDrops.size() > MOST_DOUBTS) {
      inDoubtDrops.remove(inDoubtDrops.iterator().next());
    }
  }

  /** From now on nothing is heard. */
  synchronized void end() {
    ended = true;
  }

  @Override
  public void stateChanged(BoardState state, String reason) {
    if (mayTell(state != null && reason != null)) {
      listener.stateChanged(state, reason);
    }
  }

  @Override
  public void slotsReported(Map<Integer, Boolean> loaded) {
    if (mayTell(loaded != null)) {
      listener.slotsReported(loaded);
    }
  }

  @Override
  public void temperatureMeasured(double celsius) {
    if (mayTell(Double.isFinite(celsius))) {
      listener.temperatureMeasured(celsius);
    }
  }

  @Override
  public void answeredLate(DropOrder order, DropOutcome outcome) {
    boolean evidence =
        outcome instanceof DropOutcome.Dropped || outcome instanceof DropOutcome.Refused;
    if (mayTell(evidence && takeDoubt(order))) {
      listener.answeredLate(order, outcome);
    }
  }

  private synchronized boolean takeDoubt(DropOrder order) {
    return inDoubtDrops.remove(order);
  }

  private boolean mayTell(boolean sound) {
    String wrong;
    synchronized (this) {
      if (ended) {
        return false;
      }
      moveWindow();
      toldInWindow++;
      if (sound && toldInWindow <= mostInWindow) {
        return true;
      }
      wrong =
          sound
              ? "the driver tells more than " + mostInWindow + " things in 10 s"
              : "the driver tells what it must not";
    }
    faulty.accept(wrong);
    return false;
  }
}
