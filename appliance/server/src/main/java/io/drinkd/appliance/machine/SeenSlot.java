package io.drinkd.appliance.machine;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import java.util.Optional;

/**
 * What somebody saw of a slot before asking for a drink from it: a page may be old by then, and
 * nobody is to get or pay for something else. Never changes.
 *
 * @param item what was sold; empty if that does not matter
 * @param price what it cost, in credits; empty if that does not matter
 */
public record SeenSlot(Optional<String> item, Optional<Long> price) {

  /** Nothing, as by the line protocols: whatever is in the slot is sold. */
  public static final SeenSlot NOTHING = new SeenSlot(Optional.empty(), Optional.empty());

  /** All that matters of a slot as it was shown. */
  public static SeenSlot of(Slot shown) {
    return new SeenSlot(Optional.of(shown.item()), Optional.of(shown.price()));
  }

  /** Whether it is what is sold, and its price. */
  public boolean is(String sold, long credits) {
    return item.filter(seen -> !seen.equals(sold)).isEmpty()
        && price.filter(seen -> seen != credits).isEmpty();
  }

  /**
   * Finds out whether it is still so.
   *
   * @throws RefusedException {@link Refusal#SLOT_CHANGED}
   */
  public void require(Slot slot) {
    if (!is(slot.item(), slot.price())) {
      throw new RefusedException(
          Refusal.SLOT_CHANGED,
          "slot "
              + slot.number()
              + " has "
              + Printable.quoted(slot.item())
              + " for "
              + slot.price()
              + " by now; nothing was ordered");
    }
  }
}
