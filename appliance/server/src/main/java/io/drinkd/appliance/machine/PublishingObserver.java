package io.drinkd.appliance.machine;

import io.drinkd.appliance.event.EventSink;
import io.drinkd.driver.DropOrder;
import io.drinkd.driver.DropOutcome;
import java.util.function.Supplier;

/** Publishes a status before another observer acts on it. */
record PublishingObserver(Supplier<EventSink> sink, MachineObserver observer)
    implements MachineObserver {

  @Override
  public void statusChanged(Machine machine) {
    // Out of service it stays what it is, whatever its board does.
    if (machine.outOfService().isEmpty()) {
      sink.get().happened(Machines.stateOf(machine));
    }
    observer.statusChanged(machine);
  }

  @Override
  public void answeredLate(Machine machine, DropOrder order, DropOutcome outcome) {
    observer.answeredLate(machine, order, outcome);
  }
}
