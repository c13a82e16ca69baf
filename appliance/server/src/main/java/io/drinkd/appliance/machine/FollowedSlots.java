package io.drinkd.appliance.machine;

import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.event.EventRows;
import io.drinkd.appliance.machine.FollowedSlots.Changed;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.RowText;
import io.drinkd.appliance.store.Transaction;
import java.util.Optional;
import java.util.function.Supplier;

/** The slots' rows, as memory follows them. */
record FollowedSlots(Machines machines) implements Followed<Changed> {

  /**
   * A slot is like that now.
   *
   * @param event what clients get of it, in books that several processes have: what a slot's state
   *     is depends on sensors too, of which not all of them know; empty for nothing
   */
  record Changed(String machine, StoredSlot slot, Optional<Event> event) {}

  /**
   * Memory follows a slot.
   *
   * @param before what it was before, asked for if others follow it too
   */
  void follow(Transaction tx, String id, Supplier<StoredSlot> before, StoredSlot after) {
    Optional<Event> event =
        tx.isShared()
            ? machines.byId(id).flatMap(machine -> machine.change(before.get(), after))
            : Optional.empty();
    tx.follow(this, new Changed(id, after, event));
  }

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
        slot.limits().low(),
        change.event.map(EventRows::text).orElse(null));
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
    Optional<Event> event = text.find(9).map(RowText::parse).map(EventRows::event);
    return new Changed(text.text(0), slot, event);
  }

  /** The machine may have been removed from the configuration; its slots are still in the books. */
  @Override
  public void apply(Changed change, long number) {
    machines.byId(change.machine).ifPresent(machine -> machine.stored(change.slot, number == 0));
    if (number > 0) {
      replay(change, number);
    }
  }

  @Override
  public void replay(Changed change, long number) {
    change.event.ifPresent(event -> machines.publish(event, number));
  }
}
