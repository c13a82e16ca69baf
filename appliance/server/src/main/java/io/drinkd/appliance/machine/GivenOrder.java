package io.drinkd.appliance.machine;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers.Timer;
import java.util.concurrent.CompletableFuture;

/** An order that has been passed to a driver. Safe for several threads. */
final class GivenOrder {

  private final DropOrder order;
  private final CompletableFuture<DropOutcome> outcome = new CompletableFuture<>();
  private Timer deadline = () -> {};
  private boolean started;
  private boolean ended;

  GivenOrder(DropOrder order) {
    this.order = order;
  }

  DropOrder order() {
    return order;
  }

  CompletableFuture<DropOutcome> outcome() {
    return outcome;
  }

  synchronized void setDeadline(Timer timer) {
    if (ended) {
      timer.cancel();
    } else {
      deadline = timer;
    }
  }

  /** Marks it as passed to the driver; false if it has ended already, and must not be. */
  synchronized boolean start() {
    started = !ended;
    return started;
  }

  /** Ends it without the driver: one that was never passed to the driver has not left. */
  void abandon(String why) {
    boolean sent;
    synchronized (this) {
      sent = started;
    }
    end(sent ? new DropOutcome.Unknown(why) : new DropOutcome.NotSent(why));
  }

  /** Ends it; false if it had ended before. */
  boolean end(DropOutcome how) {
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
      deadline.cancel();
    }
    outcome.complete(how);
    return true;
  }
}
