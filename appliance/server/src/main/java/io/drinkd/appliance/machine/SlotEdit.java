package io.drinkd.appliance.machine;

/**
 * The new values of a slot.
 *
 * @param item what is sold, see {@link #isItem}
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

  /** Whether it is a valid name: the Sunday protocol puts it between double quotes. */
  public static boolean isItem(String text) {
    return !text.isBlank()
        && text.length() <= ITEM_LENGTH_MAX
        && text.chars().noneMatch(c -> c == '"' || Character.isISOControl(c));
  }
}
