package io.drinkd.appliance.drop;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders from before a restart, or of a machine that was another appliance's. The boards' links are
 * still to be made then, so an order that comes due meanwhile waits for its machine, for a while.
 * Safe for several threads.
 */
final class ResumedOrders {

  /** A board that dials does so every 30 s. */
  static final Duration LINKED_WITHIN = Duration.ofMinutes(1);

  private final Timers timers;
  private final Map<Machine, List<Order>> waiting = new HashMap<>();

  /** When the waiting for machines that were taken later is over, on the timers' clock. */
  private final Map<Machine, Long> overNanos = new HashMap<>();

  private final long firstOverNanos;

  /** The wait for all machines begins now. */
  ResumedOrders(Timers timers) {
    this.timers = timers;
    this.firstOverNanos = timers.nanoTime() + LINKED_WITHIN.toNanos();
    timers.after(LINKED_WITHIN, this::giveUp);
  }

  /** The wait for this machine lasts so long from now on, or longer if it does so already. */
  synchronized void expect(Machine machine, Duration most) {
    long over = timers.nanoTime() + most.toNanos();
    long before = overNanos.getOrDefault(machine, firstOverNanos);
    overNanos.put(machine, before - over > 0 ? before : over);
    timers.after(most, this::giveUp);
  }

  private boolean isOver(Machine machine) {
    return timers.nanoTime() - overNanos.getOrDefault(machine, firstOverNanos) >= 0;
  }

  /** The order's delay is over. */
  void due(Machine machine, Order order) {
    synchronized (this) {
      if (!isOver(machine) && machine.status() != MachineStatus.UP) {
        waiting.computeIfAbsent(machine, any -> new ArrayList<>()).add(order);
        return;
      }
    }
    order.delayOver();
  }

  /** The machine's board is linked. */
  void linked(Machine machine) {
    List<Order> due;
    synchronized (this) {
      due = waiting.remove(machine);
    }
    if (due != null) {
      due.forEach(Order::delayOver);
    }
  }

  /** Those that still wait go the way of every order whose machine is away. */
  private void giveUp() {
    List<Order> due = new ArrayList<>();
    synchronized (this) {
      for (Machine machine : List.copyOf(waiting.keySet())) {
        if (isOver(machine)) {
          due.addAll(waiting.remove(machine));
        }
      }
    }
    due.forEach(Order::delayOver);
  }
}
