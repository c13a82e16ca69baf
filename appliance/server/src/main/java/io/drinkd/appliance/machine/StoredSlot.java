package io.drinkd.appliance.machine;

import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.machine.Slot.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A slot's row in the store: what was counted, not what a sensor reports. */
record StoredSlot(
    int number,
    String item,
    long price,
    long count,
    long dropped,
    boolean enabled,
    StockLimits limits) {

  /** It before one can of it fell that had been counted. */
  StoredSlot beforeOneFell() {
    return new StoredSlot(number, item, price, count + 1, dropped - 1, enabled, limits);
  }

  /** What an admin may set, as it is. */
  SlotEdit asEdit() {
    return new SlotEdit(item, price, count, dropped, enabled, Optional.of(limits));
  }

  /**
   * It in one line, for the audit log.
   *
   * @param other what it was before or is after; how much it holds is shown if that differs
   */
  List<Said<Trait>> traits(StoredSlot other) {
    List<Said<Trait>> traits =
        new ArrayList<>(
            List.of(
                Trait.ITEM.of(item),
                Trait.PRICE.of(price),
                Trait.COUNT.of(count),
                Trait.FALLEN.of(dropped),
                (enabled ? Trait.ON_SALE : Trait.NOT_ON_SALE).of()));
    if (!limits.equals(other.limits)) {
      traits.add(Trait.HOLDS.of(limits.capacity()));
      traits.add(Trait.LOW.of(limits.low()));
    }
    return traits;
  }

  /**
   * The slot corrected by its sensor, which knows only "none" and "at least one"; where the two
   * disagree the sensor is right.
   */
  Slot seenBy(Optional<Boolean> loaded) {
    long available = loaded.map(some -> some ? Math.max(count, 1) : 0).orElse(count);
    return new Slot(number, item, price, new Content(available, count), dropped, enabled, limits);
  }
}
