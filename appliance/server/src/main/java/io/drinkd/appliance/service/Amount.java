package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Ledger;

/**
 * Whole credits to be moved.
 *
 * @param credits not 0, at most a million millions either way; negative to take them back
 */
public record Amount(long credits) {

  /**
   * @throws RefusedException {@link Refusal#INVALID_AMOUNT} if it is out of range
   */
  public Amount {
    if (credits == 0 || credits > Ledger.AMOUNT_MAX || credits < -Ledger.AMOUNT_MAX) {
      throw new RefusedException(
          Refusal.INVALID_AMOUNT,
          "found " + credits + " credits, expected 1 to " + Ledger.AMOUNT_MAX);
    }
  }
}
