package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.MachineCard;
import java.util.List;

/**
 * A machine with what is in it, for whoever fills it.
 *
 * @param outOfService whether an admin has taken it out of service
 */
public record StockView(MachineCard card, List<Slot> slots, boolean outOfService) {

  static StockView of(MachineView machine, Frame f) {
    return new StockView(
        MachineCard.of(machine, f), machine.slots(), machine.outOfService().isPresent());
  }

  /** The address of its page for admins. */
  public String path() {
    return "/admin" + card.path();
  }

  /** How many slots are empty. */
  public long out() {
    return slots.stream().filter(slot -> slot.level() == Slot.Level.OUT).count();
  }

  /** How many have nearly nothing left. */
  public long low() {
    return slots.stream().filter(slot -> slot.level() == Slot.Level.LOW).count();
  }
}
