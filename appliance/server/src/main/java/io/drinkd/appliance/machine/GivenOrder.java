package io.drinkd.appliance.machine;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers.Timer;
import java.util.concurrent.CompletableFuture;

/** An order on its way through a driver. Safe for several threads. */
final class GivenOrder {

  private final DropOrder order;
  private final CompletableFuture<DropOutcome> outcome = new CompletableFuture<>();
  private Timer deadline = () -> {};
  private boolean begun;
  private boolean over;

  GivenOrder(DropOrder order) {
    this.order = order;
  }

  DropOrder order() {
    return order;
  }

  CompletableFuture<DropOutcome> outcome() {
    return outcome;
  }

  synchronized void dueUntil(Timer timer) {
    if (over) {
      timer.cancel();
    } else {
      deadline = timer;
    }
  }

  /** Whether the driver is to be told now; not if the order is over already. */
  synchronized boolean begin() {
    begun = !over;
    return begun;
  }

  /** Ends it without a word of the driver: one that the driver was not told has not left. */
  void giveUp(String why) {
    boolean sent;
    synchronized (this) {
      sent = begun;
    }
    end(sent ? new DropOutcome.Unknown(why) : new DropOutcome.NotSent(why));
  }

  /** Ends it; whether it was not over before. */
  boolean end(DropOutcome how) {
    synchronized (this) {
      if (over) {
        return false;
      }
      over = true;
      deadline.cancel();
    }
    outcome.complete(how);
    return true;
  }
}
