package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One drop on its way: held, sent, answered, settled. Each step begins when the one before it is on
 * disk; {@link DropState} says which steps there are.
 */
final class Order {

  private static final Logger LOG = LoggerFactory.getLogger("io.drinkd.drop");

  private final DropServices services;
  private final DropRequest request;
  private final OrderQueue queue;
  private final Settlement settlement;
  private final OrderDelay delay;

  /** The drop, once its price is held on disk; empty as long as nothing was asked. */
  private Optional<CompletableFuture<Drop>> held = Optional.empty();

  Order(DropServices services, DropRequest request, OrderQueue queue) {
    this.services = services;
    this.request = request;
    this.queue = queue;
    this.settlement = new Settlement(services, request);
    this.delay = new OrderDelay(services.timers(), request.delay());
  }

  /** An order whose price is held already, from before a restart. */
  static Order resumed(DropServices services, DropRequest request, OrderQueue queue, Drop drop) {
    Order order = new Order(services, request, queue);
    order.held = Optional.of(CompletableFuture.completedFuture(drop));
    return order;
  }

  /** How it ends; completes on any thread. */
  CompletableFuture<DropResult> result() {
    return settlement.result();
  }

  /**
   * Enters the queue; ends at once if too many wait there. Once the appliance stops, an order with
   * a delay stays in the books as it is, and continues after the next start.
   */
  void enqueue() {
    switch (queue.enter(this)) {
      case ENTERED -> {
        // It ends when the board has answered.
      }
      case FULL -> cancel(Kind.BUSY, "too many orders wait for this machine");
      case CLOSED -> {
        if (held.isEmpty()) {
          cancel(Kind.UNAVAILABLE, "the appliance is stopping");
        }
      }
    }
  }

  /** Holds the price now and enters the queue when the delay is over. */
  void enqueueLater() {
    CompletableFuture<Drop> holding = hold(DropState.DELAYED);
    delay.begin(this::delayOver);
    holding.whenComplete(
        (drop, failure) -> {
          if (failure != null) {
            settlement.without(StageFailure.cause(failure));
          } else {
            CrashPoint.reach("delayed");
            delay.count();
          }
        });
  }

  /**
   * Continues with the rest of a delay from before a restart.
   *
   * @param due called when it is over; it calls {@link #delayOver}, at once or later
   */
  void continueWaiting(Runnable due) {
    delay.begin(due);
    delay.count();
  }

  /** Enters the queue, unless it was called off. */
  void delayOver() {
    if (delay.end()) {
      enqueue();
    }
  }

  /** Whether its delay is not over. */
  boolean isDelaying() {
    return delay.isRunning();
  }

  boolean isOf(MemberRecord member) {
    return request.member().id() == member.id();
  }

  /**
   * Calls it off, unless its order may have left.
   *
   * @return whether it is called off, once that is on disk; fails with a {@link StoreException} if
   *     it cannot be written: then it waits as before
   */
  CompletableFuture<Boolean> callOff(String reason) {
    boolean inDelay = delay.end();
    if (!inDelay && !queue.withdraw(this)) {
      return CompletableFuture.completedFuture(false);
    }
    return held.orElseThrow()
        .handle((drop, failure) -> Optional.ofNullable(drop))
        .thenCompose(drop -> callOff(drop, reason))
        .whenComplete(
            (off, failure) -> {
              if (failure != null && inDelay) {
                delay.resume();
              } else if (failure != null) {
                enqueue();
              }
            });
  }

  /**
   * @param drop empty if its price could not be held, so that it has ended
   */
  private CompletableFuture<Boolean> callOff(Optional<Drop> drop, String reason) {
    return drop.isEmpty()
        ? CompletableFuture.completedFuture(false)
        : settlement.callOff(drop.get(), reason).thenApply(off -> true);
  }

  /** Holds the price of an order that has to wait. Called under the queue's lock. */
  void hold() {
    if (held.isEmpty()) {
      hold(DropState.QUEUED).thenRun(() -> CrashPoint.reach("held"));
    }
  }

  private CompletableFuture<Drop> hold(DropState first) {
    CompletableFuture<Drop> holding =
        services.store().write(tx -> services.drops().open(tx, request, first));
    held = Optional.of(holding);
    return holding;
  }

  /** The board is free for this order. */
  void turn() {
    if (request.machine().status() != MachineStatus.UP) {
      cancelUnreachable();
      queue.leave();
      return;
    }
    held.map(this::sendHeld)
        .orElseGet(this::holdAndSend)
        .whenComplete(
            (drop, failure) -> {
              if (failure == null) {
                give(drop);
              } else {
                notSent(StageFailure.cause(failure));
                queue.leave();
              }
            });
  }

  /** Not a byte has left: what is held already is released, as soon as that can be written. */
  private void notSent(Throwable failure) {
    if (held.isEmpty()) {
      settlement.without(failure);
    } else if (failure instanceof RefusedException refused) {
      cancel(Kind.of(refused), refused.getMessage());
    } else if (failure instanceof StoreException) {
      cancel(Kind.UNAVAILABLE, "the books could not be written: " + failure.getMessage());
    } else {
      // What to do: report it as a fault; the drop is called off, and the member is not charged.
      LOG.error(
          "order for machine {} slot {} could not be sent",
          request.machine().id(),
          request.slot(),
          failure);
      cancel(Kind.UNAVAILABLE, "an unexpected fault; the log says more");
    }
  }

  /** The way of an order that finds the board free: one commit, then the order leaves. */
  private CompletableFuture<Drop> holdAndSend() {
    return services.store().write(tx -> services.drops().open(tx, request, DropState.SENT));
  }

  /** The slot may have become empty while the order waited: then it does not leave. */
  private CompletableFuture<Drop> sendHeld(CompletableFuture<Drop> holding) {
    return holding.thenCompose(
        drop ->
            services
                .store()
                .write(
                    tx -> {
                      DropStore.requireOnSale(request.machine().slot(tx, request.slot()));
                      services.drops().send(tx, drop);
                      return drop;
                    }));
  }

  /** "Sent" is on disk, and only now the first byte may leave. */
  private void give(Drop drop) {
    CrashPoint.reach("sent");
    request
        .machine()
        .drop(new DropOrder(drop.id(), request.slot()))
        .exceptionally(failure -> new DropOutcome.Unknown("the driver failed: " + failure))
        .thenAccept(
            outcome -> {
              CrashPoint.reach("answered");
              settlement.answered(drop, outcome);
              // Behind the settlement, so that the next order finds the slot as this one left it.
              queue.leave();
            });
    CrashPoint.reach("ordered");
  }

  private void cancelUnreachable() {
    Machine machine = request.machine();
    Kind kind = machine.status() == MachineStatus.QUARANTINED ? Kind.BUSY : Kind.OFFLINE;
    cancel(kind, machine.statusReason());
  }

  /** Ends an order of which not a byte has left. */
  void cancel(Kind kind, String reason) {
    if (held.isEmpty()) {
      settlement.without(kind, reason);
      return;
    }
    held.get()
        .whenComplete(
            (drop, failure) -> {
              if (failure == null) {
                settlement.cancelled(drop, kind, reason);
              } else {
                settlement.without(StageFailure.cause(failure));
              }
            });
  }
}
