package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;

/**
 * How somebody calls something of theirs.
 *
 * @param text 1 to {@link #LENGTH_MAX} characters that can be seen
 */
public record Label(String text) {

  /** The most characters that it has. */
  public static final int LENGTH_MAX = 64;

  /**
   * @throws RefusedException {@link Refusal#INVALID_NAME} if it is something else
   */
  public Label {
    if (text.isBlank() || text.length() > LENGTH_MAX || Printable.hasHidden(text)) {
      throw new RefusedException(
              Refusal.INVALID_NAME,
              "a name here is 1 to " + LENGTH_MAX + " characters, seen by all")
          .about("label");
    }
  }
}
