package io.drinkd.appliance.machine;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;

/**
 * The new values of a slot.
 *
 * @param item what is sold: one line of 1 to 100 characters without double quotes, not blank
 * @param price whole credits, from 1 to {@link #PRICE_MAX}
 * @param count how many are in it, from 0 to {@link #COUNT_MAX}
 * @param dropped how many have fallen so far, from 0 to {@link #DROPPED_MAX}
 * @param enabled whether it is on sale
 */
public record SlotEdit(String item, long price, long count, long dropped, boolean enabled) {

  public static final long PRICE_MAX = 1_000_000_000;
  public static final long COUNT_MAX = 1_000_000;
  public static final long DROPPED_MAX = 1_000_000_000;

  private static final int ITEM_LENGTH_MAX = 100;

  /**
   * @throws RefusedException for the first of them, from left to right, that cannot be so
   */
  public SlotEdit {
    if (!isItem(item)) {
      throw new RefusedException(Refusal.INVALID_ITEM, "found item " + item);
    }
    if (price < 1 || price > PRICE_MAX) {
      throw new RefusedException(Refusal.INVALID_PRICE, "found price " + price);
    }
    if (count < 0 || count > COUNT_MAX) {
      throw new RefusedException(Refusal.INVALID_QUANTITY, "found quantity " + count);
    }
    if (dropped < 0 || dropped > DROPPED_MAX) {
      throw new RefusedException(Refusal.INVALID_DROPPED, "found dropped " + dropped);
    }
  }

  /** The Sunday protocol puts it between double quotes. */
  private static boolean isItem(String text) {
    return !text.isBlank()
        && text.length() <= ITEM_LENGTH_MAX
        && text.chars().noneMatch(c -> c == '"' || Character.isISOControl(c));
  }
}
