package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;

/**
 * A member's own name for a request, by which it has its effect once however often it is asked for.
 * The characters are those that every door reads alike: HTTP takes bytes of a header for other
 * letters than the wire does, and cuts off blanks around them, and so one key would be two.
 *
 * @param text 1 to {@link #LENGTH_MAX} characters of ASCII that can be seen, and blanks between
 *     them
 */
public record IdempotencyKey(String text) {

  /** The most characters that it has. */
  public static final int LENGTH_MAX = 64;

  /**
   * @throws RefusedException {@link Refusal#INVALID_KEY} if it is empty or too long, or has another
   *     character
   */
  public IdempotencyKey {
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      throw new RefusedException(
          Refusal.INVALID_KEY, "a key has 1 to " + LENGTH_MAX + " characters");
    }
    if (!isSeen(text) || text.startsWith(" ") || text.endsWith(" ")) {
      throw new RefusedException(
          Refusal.INVALID_KEY,
          "found another character in a key, or a blank around it; expected letters A to Z, digits"
              + " and signs of ASCII");
    }
  }

  private static boolean isSeen(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
