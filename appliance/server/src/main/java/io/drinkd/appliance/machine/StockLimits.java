package io.drinkd.appliance.machine;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;

/**
 * How much a slot holds, and when it wants to be filled.
 *
 * @param capacity how many it holds, from 0 to {@link SlotEdit#COUNT_MAX}
 * @param low with so many left, or fewer, its stock is low; from 0 to {@link SlotEdit#COUNT_MAX}
 */
public record StockLimits(long capacity, long low) {

  /**
   * @throws RefusedException {@link Refusal#INVALID_QUANTITY} if one is out of range
   */
  public StockLimits {
    require("capacity", capacity);
    require("low", low);
  }

  private static void require(String what, long found) {
    if (found < 0 || found > SlotEdit.COUNT_MAX) {
      throw new RefusedException(
              Refusal.INVALID_QUANTITY,
              "found " + what + " " + found + ", expected 0 to " + SlotEdit.COUNT_MAX)
          .about(what);
    }
  }
}
