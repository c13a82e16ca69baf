package io.drinkd.appliance.machine;

import java.util.Optional;

/** A slot as the store has it: what was counted, not what a sensor sees. */
record StoredSlot(int number, String item, long price, long count, long dropped, boolean enabled) {

  /** All that it is, in one line. */
  String shown() {
    String onSale = enabled ? "on sale" : "not on sale";
    return item + ", price " + price + ", " + count + " in it, " + dropped + " dropped, " + onSale;
  }

  /**
   * The slot with the sensor's word: it knows only "none" and "at least one", and about those it is
   * right and the count may be wrong.
   */
  Slot seenBy(Optional<Boolean> loaded) {
    long available = loaded.map(some -> some ? Math.max(count, 1) : 0).orElse(count);
    return new Slot(number, item, price, available, dropped, enabled);
  }

  /** The slot after a move of its numbers. */
  StoredSlot moved(long countChange, long droppedChange) {
    return new StoredSlot(
        number, item, price, count + countChange, dropped + droppedChange, enabled);
  }
}
