package io.drinkd.appliance.drop;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a drop is in its life. This is the one place that says which state may follow which, and
 * what each means for the credits held.
 */
public enum DropState {
  /** The price is held; the delay is not over. */
  DELAYED(Hold.OPEN),
  /** The price is held; the order waits for the board. Not a byte has left. */
  QUEUED(Hold.OPEN),
  /** On disk before the first byte of the order leaves: from here on only evidence ends it. */
  SENT(Hold.OPEN),
  /** Sent, and nobody knows what the machine did. The price stays held until somebody does. */
  IN_DOUBT(Hold.OPEN),
  /** The board says that it made the drop, or an admin says so: the member has paid. */
  DROPPED(Hold.POSTED),
  /** The board says that it did not make the drop: the member keeps the credits. */
  REFUSED(Hold.RELEASED),
  /** The order never left: the member keeps the credits. */
  CANCELLED(Hold.RELEASED),
  /** An admin has decided that a drop in doubt is not charged. */
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

  /** The states that may follow this one. */
  public Set<DropState> next() {
    return switch (this) {
      case DELAYED -> EnumSet.of(QUEUED, SENT, CANCELLED);
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
