package io.drinkd.appliance.machine;

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

  /** What an admin may set, as it is. */
  SlotEdit asEdit() {
    return new SlotEdit(item, price, count, dropped, enabled, Optional.of(limits));
  }

  /**
   * It in one line, for the audit log.
   *
   * @param other what it was before or is after; how much it holds is shown if that differs
   */
  String describe(StoredSlot other) {
    String onSale = enabled ? "on sale" : "not on sale";
    String shown =
        item + ", price " + price + ", " + count + " in it, " + dropped + " dropped, " + onSale;
    return limits.equals(other.limits)
        ? shown
        : shown + ", holds " + limits.capacity() + ", low at " + limits.low();
  }

  /**
   * The slot corrected by its sensor, which knows only "none" and "at least one"; where the two
   * disagree the sensor is right.
   */
  Slot seenBy(Optional<Boolean> loaded) {
    long available = loaded.map(some -> some ? Math.max(count, 1) : 0).orElse(count);
    return new Slot(number, item, price, available, dropped, enabled, limits);
  }
}
