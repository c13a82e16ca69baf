package io.drinkd.appliance.drop;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.Machines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

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
   * Begins it. The future completes when all who wait here have their answers and the machines are
   * left, or {@code most} is over; then what has not ended yet is in doubt.
   *
   * @param queue finds that of a machine
   * @param delayed the orders that wait their delay
   */
  CompletableFuture<Void> run(
      Function<Machine, OrderQueue> queue, Set<Order> delayed, Duration most) {
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (Machine machine : machines.all()) {
      for (Order order : queue.apply(machine).close()) {
        order.endAtStop();
        awaitIfAsked(order, ends);
      }
    }
    for (Order order : List.copyOf(delayed)) {
      order.endDelayAtStop();
      awaitIfAsked(order, ends);
    }
    ends.add(services.followed().stop());
    // What is called off is written before, so no other appliance finds it there as it waited.
    for (Machine machine : machines.all()) {
      ends.add(queue.apply(machine).idle().thenCompose(idle -> release(machine)));
    }
    CompletableFuture<Void> ended =
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
            // One that fails has been answered as a fault by whoever asked.
            .exceptionally(failure -> null);
    services
        .timers()
        .after(
            most,
            () -> {
              services.followed().endInDoubt();
              ended.complete(null);
            });
    return ended;
  }

  private static void awaitIfAsked(Order order, List<CompletableFuture<?>> ends) {
    if (!order.isAdopted()) {
      ends.add(order.result());
    }
  }

  /** A failure is that of the bank, which leaves all machines then. */
  private CompletableFuture<Void> release(Machine machine) {
    return services.store().owners().owns(machine.id()) && isShared()
        ? machines.release(machine).exceptionally(failure -> null)
        : CompletableFuture.completedFuture(null);
  }

  private boolean isShared() {
    return services.store().owners().areShared();
  }
}
