package io.drinkd.appliance.machine;

import io.drinkd.driver.BoardListener;
import io.drinkd.driver.BoardState;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.PowerState;
import io.drinkd.driver.SlotReading;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener that a driver gets. Reports that are invalid, or more than any board can send, are
 * not passed on; after the end of its board nothing is. What the appliance's own listener throws is
 * logged here: it is no fault of the driver.
 */
final class GuardedListener implements BoardListener {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

  private static final Duration WINDOW = Duration.ofSeconds(10);

  /** A board that does nothing but change its sensors sends some hundred reports in this time. */
  private static final int REPORTS_MAX = 5_000;

  /**
   * An order is followed by a report of its slots and perhaps of a state; each allows so many
   * reports more. A board that receives orders without a pause sends thousands legitimately.
   */
  private static final int REPORTS_AFTER_ORDER_MAX = 10;

  private static final Pattern THERMOMETER = Pattern.compile("[a-z0-9-]{0,32}");

  private static final int IN_DOUBT_MAX = 16;

  private final BoardListener listener;
  private final MaskedTexts masked;
  private final Timers timers;
  private final Consumer<String> faulty;
  // Guarded by this.
  private final Set<DropOrder> inDoubtDrops = new LinkedHashSet<>();
  private boolean ended;
  private long windowStart;
  private int reports;
  private int reportsMax = REPORTS_MAX;

  /**
   * @param masked masks what the driver says
   * @param faulty called with one line that says what the driver has done wrong
   */
  GuardedListener(
      BoardListener listener, MaskedTexts masked, Timers timers, Consumer<String> faulty) {
    this.listener = listener;
    this.masked = masked;
    this.timers = timers;
    this.faulty = faulty;
    this.windowStart = timers.nanoTime();
  }

  /** The driver was given an order, which explains some of its reports. */
  synchronized void ordered() {
    moveWindow();
    reportsMax += REPORTS_AFTER_ORDER_MAX;
  }

  private void moveWindow() {
    if (timers.nanoTime() - windowStart > WINDOW.toNanos()) {
      windowStart = timers.nanoTime();
      reports = 0;
      reportsMax = REPORTS_MAX;
    }
  }

  /** The order ended as unknown: a late answer to it may be reported. */
  synchronized void inDoubt(DropOrder order) {
    inDoubtDrops.add(order);
    if (inDoubtDrops.size() > IN_DOUBT_MAX) {
      inDoubtDrops.remove(inDoubtDrops.iterator().next());
    }
  }

  /** From now on nothing is passed on. */
  synchronized void end() {
    ended = true;
  }

  @Override
  public void stateChanged(BoardState state, String reason) {
    if (isAllowed(state != null && reason != null)) {
      pass(() -> listener.stateChanged(state, masked.of(reason)));
    }
  }

  @Override
  public void slotsReported(Map<Integer, SlotReading> slots) {
    if (isAllowed(slots != null && slots.values().stream().allMatch(Objects::nonNull))) {
      pass(() -> listener.slotsReported(slots));
    }
  }

  @Override
  public void temperatureMeasured(String thermometer, double celsius) {
    boolean valid = thermometer != null && THERMOMETER.matcher(thermometer).matches();
    if (isAllowed(valid && Double.isFinite(celsius))) {
      pass(() -> listener.temperatureMeasured(masked.of(thermometer), celsius));
    }
  }

  @Override
  public void doorReported(boolean open) {
    if (isAllowed(true)) {
      pass(() -> listener.doorReported(open));
    }
  }

  @Override
  public void powerReported(PowerState state) {
    if (isAllowed(true)) {
      pass(() -> listener.powerReported(state));
    }
  }

  @Override
  public void answeredLate(DropOrder order, DropOutcome outcome) {
    boolean evidence =
        outcome instanceof DropOutcome.Dropped || outcome instanceof DropOutcome.Refused;
    if (isAllowed(evidence && takeInDoubt(order))) {
      pass(() -> listener.answeredLate(order, masked.of(outcome)));
    }
  }

  private synchronized boolean takeInDoubt(DropOrder order) {
    return inDoubtDrops.remove(order);
  }

  private static void pass(Runnable report) {
    try {
      report.run();
    } catch (RuntimeException e) {
      // What to do: report the stack trace as a fault of drinkd.
      LOG.error("processing a report of a board failed", e);
    }
  }

  private boolean isAllowed(boolean valid) {
    String wrong;
    synchronized (this) {
      if (ended) {
        return false;
      }
      moveWindow();
      reports++;
      if (valid && reports <= reportsMax) {
        return true;
      }
      wrong =
          valid
              ? "the driver sends more than " + reportsMax + " reports in 10 s"
              : "the driver sends an invalid report";
    }
    faulty.accept(wrong);
    return false;
  }
}
