package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;

/**
 * What somebody wants to stand in the books: a reason, or a message.
 *
 * @param text one line, not blank, at most {@link #LENGTH_MAX} characters
 */
public record Remark(String text) {

  /** The most characters that it has. */
  public static final int LENGTH_MAX = 4_096;

  /**
   * @throws RefusedException {@link Refusal#INVALID_REMARK} if it cannot stand there
   */
  public Remark {
    if (text.isBlank()) {
      throw new RefusedException(Refusal.INVALID_REMARK, "the text is empty; say why");
    }
    if (text.length() > LENGTH_MAX || Printable.hasHidden(text)) {
      throw new RefusedException(
          Refusal.INVALID_REMARK,
          "the text is one line of at most " + LENGTH_MAX + " characters that can be seen");
    }
  }
}
