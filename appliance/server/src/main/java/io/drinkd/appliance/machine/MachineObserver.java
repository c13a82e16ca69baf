package io.drinkd.appliance.machine;

import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;

/**
 * Whoever gives orders to machines hears here what changes them. Called in the order in which
 * things happened, on any thread; must not block.
 */
public interface MachineObserver {

  /** The machine's status has changed. */
  void statusChanged(Machine machine);

  /** An order of unknown outcome has been answered after all. */
  void answeredLate(Machine machine, DropOrder order, DropOutcome outcome);
}
