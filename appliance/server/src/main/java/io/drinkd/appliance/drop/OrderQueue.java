package io.drinkd.appliance.drop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The orders for one board, first come, first served: one has its turn, a bounded number wait. The
 * board's protocol carries no order numbers, so a second order before the first is answered would
 * leave it unknown whose answer comes.
 */
final class OrderQueue {

  /** What became of an order that came to the queue. */
  enum Entry {
    /** It has its turn, or waits for it. */
    ENTERED,
    /** Too many wait; nothing has happened. */
    FULL,
    /** No order is taken any more; nothing has happened. */
    CLOSED
  }

  private final int waitingMax;
  private final Deque<Order> waiting = new ArrayDeque<>();
  private Optional<Order> atTurn = Optional.empty();
  private boolean closed;
  private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

  /**
   * @param waitingMax how many orders may wait behind the one that has its turn
   */
  OrderQueue(int waitingMax) {
    this.waitingMax = waitingMax;
  }

  /** Gives the order its turn, or lets it wait for it. */
  Entry enter(Order order) {
    boolean waits;
    synchronized (this) {
      if (closed) {
        return Entry.CLOSED;
      }
      waits = atTurn.isPresent();
      if (waits) {
        if (waiting.size() >= waitingMax) {
          return Entry.FULL;
        }
        // Inside the lock, so that the books see the orders in the order in which they will fall.
        order.hold();
        waiting.add(order);
      } else {
        atTurn = Optional.of(order);
        idle = new CompletableFuture<>();
      }
    }
    if (waits) {
      order.endIfRepeated();
    } else {
      order.turn();
    }
    return Entry.ENTERED;
  }

  /** The order that had its turn is done with the board: the next one has it. */
  void leave() {
    Optional<Order> next;
    CompletableFuture<Void> ending;
    synchronized (this) {
      next = Optional.ofNullable(waiting.poll());
      atTurn = next;
      ending = idle;
    }
    if (next.isPresent()) {
      next.get().turn();
    } else {
      ending.complete(null);
    }
  }

  /** The order that has its turn. */
  synchronized Optional<Order> atTurn() {
    return atTurn;
  }

  /** Completes when no order has its turn. */
  synchronized CompletableFuture<Void> idle() {
    return idle;
  }

  /** Takes no more orders, and takes out those that wait, in their order. */
  synchronized List<Order> close() {
    closed = true;
    return takeWaiting();
  }

  /** Whether no order is taken any more. */
  synchronized boolean isClosed() {
    return closed;
  }

  /** Takes out an order that still waits; whether it did. */
  synchronized boolean withdraw(Order order) {
    return waiting.remove(order);
  }

  /** The orders that wait now, in their order. */
  synchronized List<Order> waiting() {
    return List.copyOf(waiting);
  }

  /** Takes out all orders that wait, in their order. */
  synchronized List<Order> takeWaiting() {
    List<Order> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
