package io.drinkd.appliance.member;

/**
 * What was asked of the members cannot be done; the message says why. An everyday answer, so it
 * carries no stack trace.
 */
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
    /** Nobody else is an admin. */
    LAST_ADMIN,
    /** The account has credits, or some are held. */
    NOT_EMPTY,
    /** Not a name that a member can have. */
    INVALID_NAME,
    /** Not a password that a member can have. */
    INVALID_PASSWORD,
    /** Not an amount of credits to begin with. */
    INVALID_CREDITS,
    /** Not the id of an iButton or card. */
    INVALID_IBUTTON
  }

  private final Kind kind;

  public MemberException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  /** Why it cannot be done. */
  public Kind kind() {
    return kind;
  }
}
