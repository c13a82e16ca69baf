package io.drinkd.appliance.service;

/**
 * Which prices and grants are usual: those up to the largest so far, and larger ones up to {@value
 * #TIMES} times that, as long as they are not above {@value #SMALL} credits. All others may be
 * mistakes in typing, such as three zeros too many: a page asks once more before it carries them
 * out. Nothing is refused for that, and no other door asks.
 */
final class Usual {

  /** Up to so many credits nothing is large because it is larger than what was before. */
  private static final long SMALL = 1_000;

  private static final long TIMES = 10;

  private Usual() {}

  /**
   * Whether that many credits are usual.
   *
   * @param credits 0 or more
   * @param largest of what was before; 0 if there was nothing, so that only {@value #SMALL} counts
   */
  static boolean is(long credits, long largest) {
    boolean small = credits <= SMALL && (largest == 0 || credits <= TIMES * largest);
    return small || credits <= largest;
  }
}
