package io.drinkd.appliance.machine;

/**
 * What a slot shall be.
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

  /**
   * @throws IllegalArgumentException if something is out of its range
   */
  public SlotEdit {
    if (!isItem(item) || !isPrice(price) || !isCount(count) || !isDropped(dropped)) {
      throw new IllegalArgumentException(
          "no slot can be: item "
              + item
              + ", price "
              + price
              + ", "
              + count
              + " in it, "
              + dropped
              + " dropped");
    }
  }

  /** Whether it can cost so much. */
  public static boolean isPrice(long price) {
    return price >= 1 && price <= PRICE_MAX;
  }

  /** Whether so many can be in it. */
  public static boolean isCount(long count) {
    return count >= 0 && count <= COUNT_MAX;
  }

  /** Whether so many can have fallen. */
  public static boolean isDropped(long dropped) {
    return dropped >= 0 && dropped <= DROPPED_MAX;
  }

  /** Whether it can be sold by that name: the wire puts it between double quotes. */
  public static boolean isItem(String text) {
    return !text.isBlank()
        && text.length() <= ITEM_LENGTH_MAX
        && text.chars().noneMatch(c -> c == '"' || Character.isISOControl(c));
  }
}
