package io.drinkd.appliance.machine;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;

/**
 * Is notified of changes that concern those who send orders to machines. Called in the order in
 * which things happened, on any thread; must not block.
 */
public interface MachineObserver {

  /** The machine's status has changed. */
  void statusChanged(Machine machine);

  /** An order whose outcome was unknown has been answered after all. */
  void answeredLate(Machine machine, DropOrder order, DropOutcome outcome);
}
