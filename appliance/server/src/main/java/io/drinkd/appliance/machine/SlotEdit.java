package io.drinkd.appliance.machine;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import java.util.Optional;

/**
 * The new values of a slot.
 *
 * @param item what is sold: one line of 1 to 100 characters without double quotes, not blank
 * @param price whole credits, from 0, which is free, to {@link #PRICE_MAX}
 * @param count how many are in it, from 0 to {@link #COUNT_MAX}
 * @param dropped how many have fallen so far, from 0 to {@link #DROPPED_MAX}
 * @param enabled whether it is on sale
 * @param limits how much it holds; empty if that stays as it is
 */
public record SlotEdit(
    String item,
    long price,
    long count,
    long dropped,
    boolean enabled,
    Optional<StockLimits> limits) {

  public static final long PRICE_MAX = 1_000_000_000;
  public static final long COUNT_MAX = 1_000_000;
  public static final long DROPPED_MAX = 1_000_000_000;

  private static final int ITEM_LENGTH_MAX = 100;

  /**
   * @throws RefusedException for the first of them, from left to right, that cannot be so
   */
  public SlotEdit {
    requireItem(item);
    requirePrice(price);
    requireCount(count);
    require(Refusal.INVALID_DROPPED, "dropped", dropped, DROPPED_MAX);
  }

  /** One by which the slot holds as much as before. */
  public SlotEdit(String item, long price, long count, long dropped, boolean enabled) {
    this(item, price, count, dropped, enabled, Optional.empty());
  }

  /**
   * @throws RefusedException {@link Refusal#INVALID_ITEM} if it cannot be sold under that name
   */
  public static void requireItem(String item) {
    if (!isItem(item)) {
      throw new RefusedException(
          Refusal.INVALID_ITEM,
          "found item \""
              + Printable.quoted(item)
              + "\", expected 1 to "
              + ITEM_LENGTH_MAX
              + " characters that can be seen, without \"");
    }
  }

  /**
   * @throws RefusedException {@link Refusal#INVALID_PRICE} if it is out of range
   */
  public static void requirePrice(long price) {
    require(Refusal.INVALID_PRICE, "price", price, PRICE_MAX);
  }

  /**
   * @throws RefusedException {@link Refusal#INVALID_QUANTITY} if it is out of range
   */
  public static void requireCount(long count) {
    require(Refusal.INVALID_QUANTITY, "quantity", count, COUNT_MAX);
  }

  private static void require(Refusal refusal, String what, long found, long most) {
    if (found < 0 || found > most) {
      throw new RefusedException(refusal, "found " + what + " " + found + ", expected 0 to " + most)
          .about(what);
    }
  }

  /** The same with another item. */
  public SlotEdit withItem(String other) {
    return new SlotEdit(other, price, count, dropped, enabled, limits);
  }

  /** The same at another price. */
  public SlotEdit withPrice(long other) {
    return new SlotEdit(item, other, count, dropped, enabled, limits);
  }

  /** The same with so many in it. */
  public SlotEdit withCount(long other) {
    return new SlotEdit(item, price, other, dropped, enabled, limits);
  }

  /** The same, on sale or not. */
  public SlotEdit withEnabled(boolean other) {
    return new SlotEdit(item, price, count, dropped, other, limits);
  }

  /** The same with other limits. */
  public SlotEdit withLimits(StockLimits other) {
    return new SlotEdit(item, price, count, dropped, enabled, Optional.of(other));
  }

  /** The Sunday protocol puts it between double quotes. */
  private static boolean isItem(String text) {
    return !text.isBlank()
        && text.length() <= ITEM_LENGTH_MAX
        && text.indexOf('"') < 0
        && !Printable.hasHidden(text);
  }
}
