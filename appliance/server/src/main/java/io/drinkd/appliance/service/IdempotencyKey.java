package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;

/**
 * A member's own name for a request, by which it has its effect once however often it is asked for.
 *
 * @param text 1 to {@link #LENGTH_MAX} characters, none of them hidden
 */
public record IdempotencyKey(String text) {

  /** The most characters that it has. */
  public static final int LENGTH_MAX = 64;

  /**
   * @throws RefusedException {@link Refusal#INVALID_KEY} if it is empty or too long, or has a
   *     hidden character
   */
  public IdempotencyKey {
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      throw new RefusedException(
          Refusal.INVALID_KEY, "a key has 1 to " + LENGTH_MAX + " characters");
    }
    if (Printable.hasHidden(text)) {
      throw new RefusedException(
          Refusal.INVALID_KEY, "found a hidden character in a key, expected visible ones only");
    }
  }
}
