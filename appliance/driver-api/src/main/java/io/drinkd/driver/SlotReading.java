package io.drinkd.driver;

import java.util.OptionalInt;

/**
 * What a board reports of one slot.
 *
 * @param loaded whether it holds at least one item
 * @param count how many it holds, where the board knows it; 0 or more
 */
public record SlotReading(boolean loaded, OptionalInt count) {

  /**
   * @throws IllegalArgumentException if the count is negative
   */
  public SlotReading {
    if (count.isPresent() && count.getAsInt() < 0) {
      throw new IllegalArgumentException("SlotReading with a count of " + count.getAsInt());
    }
  }

  /** Of a board that knows no more than that. */
  public static SlotReading of(boolean loaded) {
    return new SlotReading(loaded, OptionalInt.empty());
  }

  /** Of a board that counts; a slot with none is empty. */
  public static SlotReading counted(int count) {
    return new SlotReading(count > 0, OptionalInt.of(count));
  }
}
