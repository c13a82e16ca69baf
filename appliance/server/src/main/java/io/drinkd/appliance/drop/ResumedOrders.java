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
 * Delayed orders from before a restart. After it the boards' links are still to be made, so an
 * order that comes due meanwhile waits for its machine, for a while. Safe for several threads.
 */
final class ResumedOrders {

  /** A board that dials does so every 30 s. */
  private static final Duration LINKED_WITHIN = Duration.ofMinutes(1);

  private final Map<Machine, List<Order>> waiting = new HashMap<>();
  private boolean over;

  /** The wait begins now. */
  ResumedOrders(Timers timers) {
    timers.after(LINKED_WITHIN, this::giveUp);
  }

  /** The order's delay is over. */
  void due(Machine machine, Order order) {
    synchronized (this) {
      if (!over && machine.status() != MachineStatus.UP) {
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
      over = true;
      waiting.values().forEach(due::addAll);
      waiting.clear();
    }
    due.forEach(Order::delayOver);
  }
}
