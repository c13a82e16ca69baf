package io.drinkd.driver.link;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers.Timer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An order that a board has not answered yet. When its time is over it ends as unknown and is
 * overdue: its answer may still come.
 */
final class OrderInFlight {

  private final DropOrder order;
  private final CompletableFuture<DropOutcome> outcome = new CompletableFuture<>();
  private Timer timer = () -> {};
  private Optional<DialogueRun<DropOutcome>> run = Optional.empty();
  private boolean overdue;

  OrderInFlight(DropOrder order) {
    this.order = order;
  }

  DropOrder order() {
    return order;
  }

  CompletableFuture<DropOutcome> outcome() {
    return outcome;
  }

  void begin(DialogueRun<DropOutcome> dialogue) {
    run = Optional.of(dialogue);
  }

  /** Its dialogue, once it has begun. */
  Optional<DialogueRun<DropOutcome>> run() {
    return run;
  }

  /** Whether it may have made the board drop something. */
  boolean isCommitted() {
    return run.filter(DialogueRun::isCommitted).isPresent();
  }

  boolean isOverdue() {
    return overdue;
  }

  /** Its time is over: it ends as unknown, and a late answer is awaited. */
  void markOverdue(String detail) {
    overdue = true;
    run.ifPresent(DialogueRun::setUnbounded);
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
