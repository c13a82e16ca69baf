package io.drinkd.appliance.drop;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a drop is in its life. This is the one place that says which state may follow which, and
 * what each means for the credits held.
 */
public enum DropState {
  /** Ordered with a delay; the price is held, and not a byte has left. */
  DELAYED(Hold.OPEN),
  /** Ordered without a delay; the price is held, and not a byte has left. */
  QUEUED(Hold.OPEN),
  /** On disk before the first byte of the order leaves: from here on silence does not end it. */
  SENT(Hold.OPEN),
  /** It may have left, and nobody knows what the machine did. The price stays held. */
  IN_DOUBT(Hold.OPEN),
  /**
   * The board says that it made the drop, also late; or an admin, an operator or the house's policy
   * has ended the doubt so: the member has paid.
   */
  DROPPED(Hold.POSTED),
  /** The board says that it did not make the drop: the member keeps the credits. */
  REFUSED(Hold.RELEASED),
  /** Not a byte of the order has left: the member keeps the credits. */
  CANCELLED(Hold.RELEASED),
  /** An admin, an operator or the house's policy has ended the doubt: the member does not pay. */
  REFUNDED(Hold.RELEASED);

  /** What becomes of the credits held for a drop. */
  enum Hold {
    OPEN,
    POSTED,
    RELEASED
  }

  private final Hold hold;

  DropState(Hold hold) {
    this.hold = hold;
  }

  /** The word for it wherever people or programs read it, such as {@code in-doubt}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The state of that word, whatever its case; empty if there is none. */
  public static Optional<DropState> of(String word) {
    return Arrays.stream(values())
        .filter(state -> state.word().equalsIgnoreCase(word.replace('_', '-')))
        .findFirst();
  }

  /** The states that may follow this one. */
  public Set<DropState> next() {
    return switch (this) {
      case DELAYED -> EnumSet.of(SENT, CANCELLED);
      case QUEUED -> EnumSet.of(SENT, CANCELLED);
      case SENT -> EnumSet.of(DROPPED, REFUSED, CANCELLED, IN_DOUBT);
      case IN_DOUBT -> EnumSet.of(DROPPED, REFUSED, REFUNDED);
      case DROPPED, REFUSED, CANCELLED, REFUNDED -> EnumSet.noneOf(DropState.class);
    };
  }

  /** Whether nothing may follow. */
  public boolean ended() {
    return hold != Hold.OPEN;
  }

  /** What becomes of the credits held when the drop comes into this state. */
  Hold hold() {
    return hold;
  }
}
