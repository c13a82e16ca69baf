package io.drinkd.appliance.machine;

import io.drinkd.appliance.machine.FollowedSlots.Changed;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.RowText;

/** The slots' rows, as memory follows them. */
record FollowedSlots(Machines machines) implements Followed<Changed> {

  /** A slot is like that now. */
  record Changed(String machine, StoredSlot slot) {}

  @Override
  public String name() {
    return "slot";
  }

  @Override
  public RowText write(Changed change) {
    StoredSlot slot = change.slot;
    return RowText.of(
        change.machine,
        slot.number(),
        slot.item(),
        slot.price(),
        slot.count(),
        slot.dropped(),
        slot.enabled(),
        slot.limits().capacity(),
        slot.limits().low());
  }

  @Override
  public Changed read(RowText text) {
    StoredSlot slot =
        new StoredSlot(
            (int) text.number(1),
            text.text(2),
            text.number(3),
            text.number(4),
            text.number(5),
            text.flag(6),
            new StockLimits(text.number(7), text.number(8)));
    return new Changed(text.text(0), slot);
  }

  /** The machine may have been removed from the configuration; its slots are still in the books. */
  @Override
  public void apply(Changed change, long number) {
    machines.byId(change.machine).ifPresent(machine -> machine.stored(change.slot, number));
  }
}
