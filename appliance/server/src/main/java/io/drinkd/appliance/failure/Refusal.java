package io.drinkd.appliance.failure;

/** Why the house does not do what it is asked to. */
public enum Refusal {
  NOT_LOGGED_IN(Category.UNAUTHENTICATED),
  /** No such name, not its password, or an iButton that belongs to nobody. */
  WRONG_LOGIN(Category.UNAUTHENTICATED),

  /** Only an admin may, or the configuration lets nobody. */
  FORBIDDEN(Category.FORBIDDEN),

  NO_SUCH_MACHINE(Category.NOT_FOUND),
  NO_SUCH_SLOT(Category.NOT_FOUND),
  /** No member has the name, or the account was closed meanwhile. */
  NO_SUCH_MEMBER(Category.NOT_FOUND),
  NO_SUCH_DROP(Category.NOT_FOUND),
  /** The member has no such iButton or card. */
  NO_SUCH_IBUTTON(Category.NOT_FOUND),
  NO_SUCH_TOKEN(Category.NOT_FOUND),
  NO_SUCH_KIOSK(Category.NOT_FOUND),
  /** The member has made no such gift. */
  NO_SUCH_TRANSFER(Category.NOT_FOUND),
  /** The events asked for are not kept any more, or have not happened yet. */
  NO_SUCH_EVENT(Category.NOT_FOUND),

  /** Somebody's available credits would go below the floor. */
  POOR(Category.CONFLICT),
  SLOT_EMPTY(Category.CONFLICT),
  SLOT_DISABLED(Category.CONFLICT),
  /** No slot can drop anything that the member can pay. */
  NOTHING_TO_DROP(Category.CONFLICT),
  /** The board did not make the drop; nothing is paid. */
  DROP_REFUSED(Category.CONFLICT),
  /** The drop was called off before the order left; nothing is paid. */
  DROP_CANCELLED(Category.CONFLICT),
  /** Nobody knows whether the drink fell; the price stays held until somebody decides. */
  DROP_IN_DOUBT(Category.CONFLICT),
  /** The drop that was to be decided is not in doubt. */
  NOT_IN_DOUBT(Category.CONFLICT),
  /** The drop's order has left, or the drop has ended. */
  TOO_LATE_TO_CANCEL(Category.CONFLICT),
  /** Nothing was paid for the drop, or not for good, or it was paid back already. */
  NOT_REFUNDABLE(Category.CONFLICT),
  /** There is no last gift that may be taken back, or not any more. */
  NOTHING_TO_UNDO(Category.CONFLICT),
  /** The key was used for another request. */
  KEY_REUSED(Category.CONFLICT),
  NAME_TAKEN(Category.CONFLICT),
  IBUTTON_TAKEN(Category.CONFLICT),
  /** A member is bound to that outside identity already, or to another one there. */
  IDENTITY_TAKEN(Category.CONFLICT),
  /** There are as many as there may be. */
  LIMIT_REACHED(Category.CONFLICT),
  /** The account to be closed has credits, or some are held. */
  ACCOUNT_NOT_EMPTY(Category.CONFLICT),
  /** The house would be left without an admin. */
  LAST_ADMIN(Category.CONFLICT),
  /** The directory has the members' passwords and iButtons. */
  PASSWORDS_IN_DIRECTORY(Category.CONFLICT),
  /** A group of the directory says who is an admin. */
  ADMINS_IN_DIRECTORY(Category.CONFLICT),

  INVALID_NAME(Category.INVALID),
  INVALID_PASSWORD(Category.INVALID),
  /** What was given as the password that a member has is another one. */
  WRONG_PASSWORD(Category.INVALID),
  INVALID_IBUTTON(Category.INVALID),
  /** Not an amount of credits that may be moved or had. */
  INVALID_AMOUNT(Category.INVALID),
  INVALID_FLOOR(Category.INVALID),
  /** A member gives credits to himself. */
  TO_ONESELF(Category.INVALID),
  /** A reason or message that is blank, too long, or more than one line. */
  INVALID_REMARK(Category.INVALID),
  INVALID_KEY(Category.INVALID),
  INVALID_DELAY(Category.INVALID),
  /** Not a time that a token may be good for. */
  INVALID_LIFETIME(Category.INVALID),
  /** A drop in doubt can be decided as dropped or refunded only. */
  INVALID_DECISION(Category.INVALID),
  /** Not a number of entries that may be asked for. */
  INVALID_COUNT(Category.INVALID),
  INVALID_ITEM(Category.INVALID),
  INVALID_PRICE(Category.INVALID),
  /** Not a number of drinks that a slot can hold. */
  INVALID_QUANTITY(Category.INVALID),
  /** Not a number of drinks that can have dropped. */
  INVALID_DROPPED(Category.INVALID),

  /** An admin has taken the machine out of service; nothing was sent. */
  OUT_OF_SERVICE(Category.UNAVAILABLE),
  /** The machine's board is not linked; nothing was sent. */
  BOARD_AWAY(Category.UNAVAILABLE),
  /** Too many orders wait for the board, or it is quarantined; nothing was sent. */
  BOARD_BUSY(Category.UNAVAILABLE),
  /** Nothing was measured lately. */
  NO_TEMPERATURE(Category.UNAVAILABLE),
  /** So many logins wait that this one is not checked. */
  TOO_MANY_LOGINS(Category.UNAVAILABLE),
  /** The books cannot be written now, or the directory does not answer. */
  NOT_READY(Category.UNAVAILABLE),
  /** The books contradict themselves: nothing is written until somebody has looked. */
  BOOKS_UNSOUND(Category.UNAVAILABLE),
  /** A fault of our own; the log says more. */
  UNKNOWN_FAILURE(Category.UNAVAILABLE);

  /** What whoever asked can do about it. */
  public enum Category {
    /** Log in. */
    UNAUTHENTICATED,
    /** Ask somebody who may. */
    FORBIDDEN,
    /** Name something that exists. */
    NOT_FOUND,
    /** Wait until something is otherwise, or change it. */
    CONFLICT,
    /** Ask for something sensible. */
    INVALID,
    /** Ask again later. */
    UNAVAILABLE
  }

  private final Category category;

  Refusal(Category category) {
    this.category = category;
  }

  /** Which kind of refusal it is. */
  public Category category() {
    return category;
  }
}
