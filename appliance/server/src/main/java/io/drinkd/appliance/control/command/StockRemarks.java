package io.drinkd.appliance.control.command;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;

/** What about the numbers of a slot cannot be meant, though it can be set. */
final class StockRemarks {

  private StockRemarks() {}

  /** Warns of what holds now. */
  static void warn(OperatorContext context, MachineView machine, int number) {
    machine.slots().stream()
        .filter(slot -> slot.number() == number)
        .forEach(slot -> warn(context, machine.id(), slot));
  }

  private static void warn(OperatorContext context, String machine, Slot slot) {
    long capacity = slot.limits().capacity();
    String place = "warning: slot " + slot.number() + " of " + machine;
    if (slot.overruled()) {
      context.warn(
          place
              + " shows "
              + slot.available()
              + ", not the "
              + slot.counted()
              + " that were counted; its board sees for itself whether a slot is empty, and is right");
    }
    if (slot.available() > capacity) {
      context.warn(
          place
              + " has "
              + slot.available()
              + ", more than the "
              + capacity
              + " that it holds; correct one: machine restock, or machine capacity");
    }
    if (slot.limits().low() > capacity) {
      context.warn(
          place
              + " is low with "
              + slot.limits().low()
              + " left, and holds only "
              + capacity
              + ", so it always is; correct one: machine low, or machine capacity");
    }
  }
}
