package io.drinkd.appliance.machine;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.machine.Machines.EditedSlot;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Edits of slots in the books, with who did each. */
final class SlotEdits {

  private final AuditLog audit;
  private final Clock clock;
  private final FollowedSlots slots;

  SlotEdits(AuditLog audit, Clock clock, FollowedSlots slots) {
    this.audit = audit;
    this.clock = clock;
    this.slots = slots;
  }

  /**
   * Edits a slot.
   *
   * @param edit makes what it is to be of what it is; one that returns what it is given leaves the
   *     slot alone
   * @return empty if the slot was left alone
   */
  Optional<EditedSlot> edit(
      Transaction tx, String machine, int slot, UnaryOperator<SlotEdit> edit, String actor)
      throws SQLException {
    StoredSlot before = SlotStore.read(tx, machine, slot);
    SlotEdit current = before.asEdit();
    SlotEdit wanted = edit.apply(current);
    if (wanted == current) {
      return Optional.empty();
    }
    if (wanted.equals(current)) {
      return Optional.of(new EditedSlot(slot, current, current));
    }
    StoredSlot after = SlotStore.edit(tx, machine, before, wanted, clock, actor);
    Said<Act> act = Act.SLOT.of(slot, machine);
    audit.record(tx, actor, act, before.traits(after), after.traits(before));
    slots.follow(tx, machine, () -> before, after);
    return Optional.of(new EditedSlot(slot, current, after.asEdit()));
  }
}
