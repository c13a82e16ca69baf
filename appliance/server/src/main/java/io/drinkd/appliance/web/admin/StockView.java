package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.machine.BoardReadings.Reported;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.MachineCard;
import io.drinkd.appliance.web.page.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine with what is in it, for whoever fills it.
 *
 * @param outOfService whether an admin has taken it out of service
 * @param sensing whether its board sees for itself which slots are empty
 * @param remarks what the board says of slots that people have counted otherwise, by slot
 */
public record StockView(
    MachineCard card,
    List<Slot> slots,
    boolean outOfService,
    boolean sensing,
    Map<Integer, String> remarks) {

  static StockView of(MachineView machine, Frame f) {
    Map<Integer, String> remarks = new HashMap<>();
    for (Slot slot : machine.slots()) {
      Optional<Long> counts =
          Optional.ofNullable(machine.readings().counts().get(slot.number()))
              .map(Reported::value)
              .map(Integer::longValue);
      remark(slot, counts, f.t()).ifPresent(remark -> remarks.put(slot.number(), remark));
    }
    return new StockView(
        MachineCard.of(machine, f),
        machine.slots(),
        machine.outOfService().isPresent(),
        machine.sensesSlots(),
        remarks);
  }

  /**
   * @param counts how many the board counts, if it does
   */
  private static Optional<String> remark(Slot slot, Optional<Long> counts, Texts t) {
    String counted = t.number(slot.counted());
    if (slot.overruled()) {
      return Optional.of(
          t.text(slot.empty() ? "admin.slot.board.none" : "admin.slot.board.some", counted));
    }
    return counts
        .filter(count -> count != slot.available())
        .map(count -> t.text("admin.slot.board.counts", t.number(count)));
  }

  /** What the board reports of a slot otherwise than people have counted; null for nothing. */
  public String remark(Slot slot) {
    return remarks.get(slot.number());
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
