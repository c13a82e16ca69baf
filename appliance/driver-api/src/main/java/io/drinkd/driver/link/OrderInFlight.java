package io.drinkd.driver.link;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers.Timer;
import java.util.concurrent.CompletableFuture;

/**
 * The one order that a board has not answered yet. When its time is over it ends as unknown and is
 * overdue: its answer may still come, and until then no other order may leave.
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

  /** Its time is over: it ends as unknown, and a late answer is awaited. */
  void markOverdue(String detail) {
    overdue = true;
    outcome.complete(new DropOutcome.Unknown(detail));
  }

  /** Replaces the order's timer; the previous one is cancelled. */
  void setTimer(Timer next) {
    timer.cancel();
    timer = next;
  }

  /** Completes the order and cancels its timer; the outcome of an overdue order stays unknown. */
  void end(DropOutcome how) {
    timer.cancel();
    outcome.complete(how);
  }

  @Override
  public String toString() {
    return "drop " + order.dropId() + " from slot " + order.slot();
  }
}
