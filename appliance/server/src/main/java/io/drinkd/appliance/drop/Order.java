package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.StageFailure;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Work;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One drop on its way: held, sent, answered, settled. Each step begins when the one before it is on
 * disk; {@link DropState} says which steps there are.
 */
final class Order {

  /** So often it is looked whether the appliance stops. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final DropServices services;
  private final DropRequest request;
  private final OrderQueue queue;
  private final Settlement settlement;
  private final CompletableFuture<Long> number = new CompletableFuture<>();

  /** The drop, once its price is held on disk; empty as long as nothing was asked. */
  private Optional<CompletableFuture<Drop>> held = Optional.empty();

  private volatile boolean adopted;
  // Guarded by this: whichever comes first, the end of the delay or calling it off, has it.
  private boolean delaying;
  private Optional<Timers.Timer> delay = Optional.empty();

  Order(DropServices services, DropRequest request, OrderQueue queue) {
    this.services = services;
    this.request = request;
    this.queue = queue;
    this.settlement = new Settlement(services, request);
    settlement
        .result()
        .whenComplete((end, failure) -> number.complete(failure == null ? end.dropId() : 0));
  }

  /** An order whose price is held already, from before a restart. */
  static Order resumed(DropServices services, DropRequest request, OrderQueue queue, Drop drop) {
    Order order = new Order(services, request, queue);
    order.held = Optional.of(CompletableFuture.completedFuture(drop));
    order.number.complete(drop.id());
    return order;
  }

  /** The same order, which nobody here has asked for. */
  Order adopted() {
    adopted = true;
    return this;
  }

  /** The appliance stops: another one may send what nobody here has asked for. */
  void endAtStop() {
    endAtStop(adopted);
  }

  /** The same in its delay, if that is not over. */
  void endDelayAtStop() {
    if (endDelay()) {
      leaveAtStop();
    }
  }

  /** Books of one appliance keep an order with a delay until that one's next start. */
  private void leaveAtStop() {
    endAtStop(adopted || held.isEmpty() || !services.store().owners().areShared());
  }

  private void endAtStop(boolean stays) {
    if (stays) {
      end(Kind.UNAVAILABLE, OrderlyStop.REASON, settlement::leave);
    } else {
      cancel(Kind.CANCELLED, OrderlyStop.REASON);
    }
  }

  /** The appliance has waited long enough: so does whoever has asked for it here. */
  void endInDoubt() {
    settlement.endInDoubt(id());
  }

  /** Whether nobody here has asked for it. */
  boolean isAdopted() {
    return adopted;
  }

  /** Its number in the books; 0 as long as it has none. */
  long id() {
    return number.getNow(0L);
  }

  /** It, for whoever has asked for it. */
  OrderedDrop ordered() {
    return new OrderedDrop(number, result());
  }

  /** How it ends; completes on any thread. */
  CompletableFuture<DropResult> result() {
    return settlement.result();
  }

  /** Enters the queue; ends at once if too many wait there, or the appliance stops. */
  void enqueue() {
    switch (queue.enter(this)) {
      case ENTERED -> {} // It ends when the board has answered.
      case FULL -> cancel(Kind.BUSY, "too many orders wait for this machine");
      case CLOSED -> leaveAtStop();
    }
  }

  /** Holds the price now, unless so many wait, and enters the queue when the delay is over. */
  synchronized void enqueueLater(int most) {
    delaying = true;
    hold(tx -> services.drops().openDelayed(tx, request, most))
        .whenComplete(
            (drop, failure) -> {
              if (failure != null) {
                settlement.failUnheld(StageFailure.cause(failure));
              } else {
                CrashPoint.reach("delayed");
                waitDelay(this::delayOver);
              }
            });
  }

  /** Continues with the rest of a delay; when it is over {@code due} calls {@link #delayOver}. */
  synchronized void continueWaiting(Runnable due) {
    delaying = true;
    waitDelay(due);
  }

  /**
   * Waits until its machine's board is linked again, with this appliance or another one.
   *
   * @param due called when it waits; it calls {@link #delayOver}, at once or later
   */
  void waitForLink(Runnable due) {
    synchronized (this) {
      delaying = true;
    }
    due.run();
  }

  private synchronized void waitDelay(Runnable due) {
    if (delaying) {
      delay = Optional.of(services.timers().after(request.delay(), due));
    }
  }

  /** Enters the queue, unless it was called off. */
  void delayOver() {
    if (endDelay()) {
      enqueue();
    }
  }

  /** Whether it was this call that ended the delay. */
  private synchronized boolean endDelay() {
    boolean ended = delaying;
    delaying = false;
    delay.ifPresent(Timers.Timer::cancel);
    return ended;
  }

  /** Whether its delay is not over. */
  synchronized boolean isDelaying() {
    return delaying;
  }

  boolean isOf(MemberRecord member) {
    return request.member().id() == member.id();
  }

  boolean isFor(Machine machine) {
    return request.machine().id().equals(machine.id());
  }

  /**
   * Ends it if its machine is out of service for its member, unless its order may have left.
   *
   * @return whether it ends so; the result completes when that is on disk
   */
  boolean endOutOfService() {
    try {
      request.requireInService();
      return false;
    } catch (RefusedException e) {
      return callOff(Kind.OUT_OF_SERVICE, e.getMessage());
    }
  }

  /**
   * Calls it off, unless its order may have left.
   *
   * @param reason why, for the books
   * @return whether it is called off; the result completes when that is on disk
   */
  boolean callOff(Kind kind, String reason) {
    boolean off = endDelay() || queue.withdraw(this);
    if (off) {
      cancel(kind, reason);
    }
    return off;
  }

  /** Holds the price of an order that has to wait. Called under the queue's lock. */
  void hold() {
    if (held.isEmpty()) {
      hold(tx -> services.drops().open(tx, request, DropState.QUEUED))
          .thenRun(() -> CrashPoint.reach("held"));
    }
  }

  /** A repetition of what was answered before is not kept waiting for the board. */
  void endIfRepeated() {
    held.ifPresent(
        holding ->
            holding.whenComplete(
                (drop, failure) -> {
                  Throwable cause = failure == null ? null : StageFailure.cause(failure);
                  if (cause instanceof RefusedException refused
                      && refused.refusal() == Refusal.KEY_REUSED
                      && queue.withdraw(this)) {
                    settlement.failUnheld(refused);
                  }
                }));
  }

  private CompletableFuture<Drop> hold(Work<Drop> opening) {
    CompletableFuture<Drop> holding = services.store().write(opening);
    held = Optional.of(holding);
    holding.thenAccept(drop -> number.complete(drop.id()));
    return holding;
  }

  /** The board is free for this order, which may have to wait for the machine's former owner. */
  void turn() {
    Duration wait = services.store().owners().untilOrders(request.machine().id());
    if (wait.isZero()) {
      turnNow();
    } else if (queue.isClosed()) {
      endAtStop();
      queue.leave();
    } else {
      Duration next = wait.compareTo(LOOK_AGAIN) < 0 ? wait : LOOK_AGAIN;
      services.timers().after(next, this::turn);
    }
  }

  private void turnNow() {
    if (!services.store().owners().owns(request.machine().id())) {
      elsewhere("another appliance has the machine");
      queue.leave();
      return;
    }
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
                number.complete(drop.id());
              } else {
                notSent(StageFailure.cause(failure));
                queue.leave();
              }
            });
  }

  /** Not a byte has left: what is held already is released, as soon as that can be written. */
  private void notSent(Throwable failure) {
    if (failure instanceof NotOwnedException) {
      elsewhere(failure.getMessage());
    } else if (held.isEmpty()) {
      settlement.failUnheld(failure);
    } else if (failure instanceof MovedException && services.store().owners().areShared()) {
      elsewhere(failure.getMessage());
    } else if (failure instanceof RefusedException refused) {
      cancel(Kind.of(refused), refused.getMessage());
    } else if (failure instanceof StoreException) {
      cancel(Kind.UNAVAILABLE, "order not sent: the books could not be written in time");
    } else {
      settlement.logNotSent(failure);
      cancel(Kind.UNAVAILABLE, "an unexpected fault; the log says more");
    }
  }

  /** The way of an order that finds the board free: one commit, then the order leaves. */
  private CompletableFuture<Drop> holdAndSend() {
    return services.store().write(tx -> services.drops().open(tx, request, DropState.SENT));
  }

  /** The slot may have become empty while the order waited, or the machine been taken out. */
  private CompletableFuture<Drop> sendHeld(CompletableFuture<Drop> holding) {
    return holding.thenCompose(
        drop ->
            services
                .store()
                .write(
                    tx -> {
                      // Not waited for: send waits, and a refusal of this comes with that.
                      DropStore.requireOffered(tx, request);
                      services.drops().send(tx, drop);
                      return drop;
                    }));
  }

  /** "Sent" is on disk, and only now the first byte may leave. */
  private void give(Drop drop) {
    CrashPoint.reach("sent");
    order(drop)
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

  /** Whoever may have lost a machine must not send it orders beside whoever may have it now. */
  private CompletableFuture<DropOutcome> order(Drop drop) {
    return services.store().owners().mayOrder(drop.machine())
        ? request.machine().drop(new DropOrder(drop.id(), request.slot()))
        : CompletableFuture.completedFuture(
            new DropOutcome.NotSent("the machine may be another appliance's by now"));
  }

  private void cancelUnreachable() {
    boolean quarantined = request.machine().status() == MachineStatus.QUARANTINED;
    cancel(quarantined ? Kind.BUSY : Kind.OFFLINE, request.machine().statusReason());
  }

  /**
   * Another appliance may send it: what is held is that one's now, and ends as it does there.
   *
   * @param reason why it ends here, if nothing is held
   */
  void elsewhere(String reason) {
    endDelay();
    end(Kind.OFFLINE, reason, settlement::follow);
  }

  /** Its row has ended by another appliance: whoever waits here is answered as it did there. */
  void endedElsewhere() {
    if (endDelay() || queue.withdraw(this)) {
      elsewhere("it was called off at another appliance");
    }
  }

  /** Whether another appliance had the end of it, or has. */
  boolean isElsewhere() {
    return settlement.isElsewhere();
  }

  /** Ends an order of which not a byte has left. */
  void cancel(Kind kind, String reason) {
    end(kind, reason, drop -> settlement.cancelled(drop, kind, reason));
  }

  /** Ends it so if nothing is held, or else what is held as {@code ending} does. */
  private void end(Kind kind, String reason, Consumer<Drop> ending) {
    if (held.isEmpty()) {
      settlement.endUnheld(kind, reason);
      return;
    }
    held.get()
        .whenComplete(
            (drop, failure) -> {
              if (failure == null) {
                ending.accept(drop);
              } else {
                settlement.failUnheld(StageFailure.cause(failure));
              }
            });
  }
}
