package io.drinkd.appliance.drop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The orders for one board, first come, first served: one has its turn, a bounded number wait. The
 * board's protocol carries no order numbers, so a second order before the first is answered would
 * leave nobody able to tell whose answer comes.
 */
final class Lane {

  private final int waitingMax;
  private final Deque<Order> waiting = new ArrayDeque<>();
  private boolean taken;
  private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

  /**
   * @param waitingMax how many orders may wait behind the one that has its turn
   */
  Lane(int waitingMax) {
    this.waitingMax = waitingMax;
  }

  /**
   * Gives the order its turn, or lets it wait for it.
   *
   * @return false if too many wait; nothing has happened then
   */
  boolean enter(Order order) {
    synchronized (this) {
      if (taken) {
        if (waiting.size() >= waitingMax) {
          return false;
        }
        // Inside the lock, so that the books see the orders in the order in which they will fall.
        order.hold();
        waiting.add(order);
        return true;
      }
      taken = true;
      idle = new CompletableFuture<>();
    }
    order.turn();
    return true;
  }

  /** The order that had its turn is done with the board: the next one has it. */
  void leave() {
    Order next;
    CompletableFuture<Void> ending;
    synchronized (this) {
      next = waiting.poll();
      taken = next != null;
      ending = idle;
    }
    if (next != null) {
      next.turn();
    } else {
      ending.complete(null);
    }
  }

  /** Completes when no order has its turn. */
  synchronized CompletableFuture<Void> idle() {
    return idle;
  }

  /** Takes out an order that still waits; whether it did. */
  synchronized boolean withdraw(Order order) {
    return waiting.remove(order);
  }

  /** Takes out all orders that wait, in their order. */
  synchronized List<Order> takeWaiting() {
    List<Order> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
