package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;

/** How much of something may be asked for at once. */
final class Page {

  private Page() {}

  /**
   * @throws RefusedException {@link Refusal#INVALID_COUNT} unless it is from 1 to {@code most}
   */
  static void requireCount(long count, int most) {
    if (count < 1 || count > most) {
      throw new RefusedException(
          Refusal.INVALID_COUNT, "found " + count + ", expected 1 to " + most);
    }
  }
}
