package io.drinkd.appliance.member;

/** What was asked of the members cannot be done; the message says why. */
public final class MemberException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why it cannot be done. */
  public enum Kind {
    /** The name is taken. */
    NAME_TAKEN,
    /** The iButton belongs to somebody. */
    IBUTTON_TAKEN,
    /** The account has been closed meanwhile. */
    GONE,
    /** The account has credits, or some are held. */
    NOT_EMPTY,
    /** The name, password, credits or iButton is not one that can be had. */
    INVALID
  }

  private final Kind kind;

  public MemberException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Why it cannot be done. */
  public Kind kind() {
    return kind;
  }
}
