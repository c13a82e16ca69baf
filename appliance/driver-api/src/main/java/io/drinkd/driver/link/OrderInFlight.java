package io.drinkd.driver.link;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers.Timer;
import java.util.concurrent.CompletableFuture;

/**
 * The one order that a board has not answered yet. It is in time at first; when its time is over
 * its outcome is told as unknown and it is overdue: its answer may still come, and until then no
 * other order may leave.
 */
final class OrderInFlight {

  private final DropOrder order;
  private final CompletableFuture<DropOutcome> outcome;
  private Timer timer = () -> {};
  private boolean overdue;

  OrderInFlight(DropOrder order, CompletableFuture<DropOutcome> outcome) {
    this.order = order;
    this.outcome = outcome;
  }

  DropOrder order() {
    return order;
  }

  boolean isOverdue() {
    return overdue;
  }

  /** Its time is over: its outcome is told as unknown, its answer waited for. */
  void becomesOverdue(String detail) {
    overdue = true;
    outcome.complete(new DropOutcome.Unknown(detail));
  }

  /** The timer that is running for the order, in place of the one before. */
  void timedBy(Timer next) {
    timer.cancel();
    timer = next;
  }

  /** Ends the order with what is known now; without effect on one that is overdue. */
  void end(DropOutcome how) {
    timer.cancel();
    outcome.complete(how);
  }

  @Override
  public String toString() {
    return "drop " + order.dropId() + " from slot " + order.slot();
  }
}
