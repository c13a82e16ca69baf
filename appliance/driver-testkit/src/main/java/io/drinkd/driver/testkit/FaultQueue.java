package io.drinkd.driver.testkit;

import java.util.ArrayDeque;
import java.util.Queue;

/** The faults of the next orders, one each. Safe for several threads. */
final class FaultQueue {

  private static final int MOST = 10_000;

  private final Queue<OrderFault> faults = new ArrayDeque<>();

  synchronized void add(OrderFault fault) {
    if (faults.size() == MOST) {
      throw new IllegalArgumentException(MOST + " faults are waiting for orders already");
    }
    faults.add(fault);
  }

  /** Takes the next fault if it is of the kind. */
  synchronized boolean takeIf(OrderFault.Kind kind) {
    boolean is = !faults.isEmpty() && faults.element().kind() == kind;
    if (is) {
      faults.remove();
    }
    return is;
  }

  /** The fault of the order at hand; most orders have none. */
  synchronized OrderFault next() {
    return faults.isEmpty() ? OrderFault.NONE : faults.remove();
  }
}
