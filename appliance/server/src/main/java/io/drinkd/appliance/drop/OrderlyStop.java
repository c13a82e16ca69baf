package io.drinkd.appliance.drop;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.store.Owners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The end of an appliance's orders, in good order: whoever waits here for an order that has not
 * left is answered at once, and each machine is left to other appliances as soon as no order of
 * this one is in flight there, whatever else is still to be ended.
 */
final class OrderlyStop {

  /** Why a drop ends by it, in the books and in answers. */
  static final String REASON = "the appliance is stopping";

  private final DropServices services;
  private final Machines machines;

  OrderlyStop(DropServices services, Machines machines) {
    this.services = services;
    this.machines = machines;
  }

  /**
   * Begins it. The future completes when all who wait here have their answers, the machines are
   * left, and what boards have said is written, or {@code most} is over; then what has not ended
   * yet is in doubt.
   *
   * @param queues by machine, also of those that were removed and still have an order in flight
   * @param delayed the orders that wait their delay
   */
  CompletableFuture<Void> run(Map<String, OrderQueue> queues, Set<Order> delayed, Duration most) {
    List<Order> asked = new ArrayList<>();
    for (OrderQueue queue : queues.values()) {
      for (Order order : queue.close()) {
        order.endAtStop();
        asked.add(order);
      }
    }
    for (Order order : List.copyOf(delayed)) {
      order.endDelayAtStop();
      asked.add(order);
    }
    asked.removeIf(Order::isAdopted);
    List<CompletableFuture<?>> ends = new ArrayList<>();
    asked.forEach(order -> ends.add(order.result()));
    ends.add(services.followed().stop());
    // What is called off is written before, so no other appliance finds it there as it waited.
    queues.forEach(
        (machine, queue) -> ends.add(queue.idle().thenComposeAsync(idle -> release(machine))));
    CompletableFuture<Void> ended =
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
            // One that fails has been answered as a fault by whoever asked.
            .exceptionally(failure -> null)
            .thenCompose(all -> services.unwritten().sentWritten());
    services
        .timers()
        .after(
            most,
            () -> {
              asked.forEach(OrderlyStop::endInDoubt);
              queues.values().forEach(queue -> queue.atTurn().ifPresent(OrderlyStop::endInDoubt));
              services.followed().endInDoubt();
              ended.complete(null);
            });
    return ended;
  }

  /** As long as it is not in the books, no drop can be named, and there is nothing true to say. */
  private static void endInDoubt(Order order) {
    if (order.id() > 0) {
      order.endInDoubt();
    }
  }

  /**
   * Not on the thread that writes: whoever changes machines waits for it, and has their lock. A
   * machine that is not owned is not to be taken either. A failure is that of the bank, which
   * leaves all machines then.
   */
  private CompletableFuture<Void> release(String id) {
    Owners owners = services.store().owners();
    Optional<Machine> owned =
        machines.all().stream()
            .filter(machine -> machine.id().equals(id) && owners.owns(id))
            .findFirst();
    return owners.areShared()
        ? owned
            .map(machines::release)
            .orElseGet(() -> owners.giveUp(id))
            .exceptionally(none -> null)
        : CompletableFuture.completedFuture(null);
  }
}
