package io.drinkd.appliance.failure;

import java.util.Locale;

/**
 * Why the house does not do what it is asked to.
 *
 * <p>Each has a word and a number, by which programs know it at every door.
 */
public enum Refusal {
  NOT_LOGGED_IN(Category.UNAUTHENTICATED, 204),
  /** No such name, not its password, or an iButton that belongs to nobody. */
  WRONG_LOGIN(Category.UNAUTHENTICATED, 202),

  /** Only an admin may, or the configuration lets nobody. */
  FORBIDDEN(Category.FORBIDDEN, 200),

  NO_SUCH_MACHINE(Category.NOT_FOUND, 413),
  NO_SUCH_SLOT(Category.NOT_FOUND, 409),
  /** No member has the name, or the account was closed meanwhile. */
  NO_SUCH_MEMBER(Category.NOT_FOUND, 410),
  NO_SUCH_DROP(Category.NOT_FOUND, 406),
  /** The member has no such iButton or card. */
  NO_SUCH_IBUTTON(Category.NOT_FOUND, 406),
  NO_SUCH_TOKEN(Category.NOT_FOUND, 406),
  NO_SUCH_KIOSK(Category.NOT_FOUND, 406),
  /** The member has made no such gift. */
  NO_SUCH_TRANSFER(Category.NOT_FOUND, 406),
  /** The events asked for are not kept any more, or have not happened yet. */
  NO_SUCH_EVENT(Category.NOT_FOUND, 406),

  /** Somebody's available credits would go below the floor. */
  POOR(Category.CONFLICT, 203),
  SLOT_EMPTY("empty", Category.CONFLICT, 100),
  SLOT_DISABLED("disabled", Category.CONFLICT, 102),
  /** What was asked for is not what the slot has by now, or not its price; nothing was ordered. */
  SLOT_CHANGED(Category.CONFLICT, 406),
  /** No slot can drop anything that the member can pay. */
  NOTHING_TO_DROP(Category.CONFLICT, 104),
  /** The board did not make the drop; nothing is paid. */
  DROP_REFUSED(Category.CONFLICT, 101),
  /** The board did not make the drop, for its motor is jammed; nothing is paid. */
  MOTOR_JAMMED(Category.CONFLICT, 175),
  /**
   * The board did not make the drop, for its motor or its cut-off switch fails; nothing is paid.
   */
  MOTOR_FAILED(Category.CONFLICT, 177),
  /** The board did not make the drop, for the machine's door is open; nothing is paid. */
  DOOR_OPEN(Category.CONFLICT, 150),
  /** The board did not make the drop, for its motors have no power; nothing is paid. */
  NO_POWER(Category.CONFLICT, 150),
  /** The drop was called off before the order left; nothing is paid. */
  DROP_CANCELLED(Category.CONFLICT, 103),
  /** Nobody knows whether the drink fell; the price stays held until somebody decides. */
  DROP_IN_DOUBT(Category.CONFLICT, 151),
  /** The drop that was to be decided is not in doubt. */
  NOT_IN_DOUBT(Category.CONFLICT, 406),
  /** The drop's order has left, or the drop has ended. */
  TOO_LATE_TO_CANCEL(Category.CONFLICT, 406),
  /** Nothing was paid for the drop, or not for good, or it was paid back already. */
  NOT_REFUNDABLE(Category.CONFLICT, 406),
  /** There is no last gift that may be taken back, or not any more. */
  NOTHING_TO_UNDO(Category.CONFLICT, 209),
  /** The key was used for another request. */
  KEY_REUSED(Category.CONFLICT, 406),
  NAME_TAKEN(Category.CONFLICT, 412),
  IBUTTON_TAKEN(Category.CONFLICT, 352),
  /** A member is bound to that outside identity already, or to another one there. */
  IDENTITY_TAKEN(Category.CONFLICT, 406),
  /** There are as many as there may be. */
  LIMIT_REACHED(Category.CONFLICT, 406),
  /** The account to be closed has credits, or some are held. */
  ACCOUNT_NOT_EMPTY(Category.CONFLICT, 353),
  /** The house would be left without an admin. */
  LAST_ADMIN(Category.CONFLICT, 354),
  /** The directory has the members' passwords and iButtons. */
  PASSWORDS_IN_DIRECTORY(Category.CONFLICT, 451),
  /** A group of the directory says who is an admin. */
  ADMINS_IN_DIRECTORY(Category.CONFLICT, 354),

  INVALID_NAME(Category.INVALID, 410),
  INVALID_PASSWORD(Category.INVALID, 407),
  /** What was given as the password that a member has is another one. */
  WRONG_PASSWORD(Category.INVALID, 407),
  INVALID_IBUTTON(Category.INVALID, 352),
  /** Not an amount of credits that may be moved or had. */
  INVALID_AMOUNT(Category.INVALID, 210),
  INVALID_FLOOR(Category.INVALID, 402),
  /** A member gives credits to himself. */
  TO_ONESELF(Category.INVALID, 209),
  /** A reason or message that is blank, too long, or more than one line. */
  INVALID_REMARK(Category.INVALID, 406),
  INVALID_KEY(Category.INVALID, 406),
  INVALID_DELAY(Category.INVALID, 403),
  /** Not a time that a token may be good for. */
  INVALID_LIFETIME(Category.INVALID, 406),
  /** A drop in doubt can be decided as dropped or refunded only. */
  INVALID_DECISION(Category.INVALID, 406),
  /** Not a number of entries that may be asked for. */
  INVALID_COUNT(Category.INVALID, 406),
  INVALID_ITEM(Category.INVALID, 406),
  INVALID_PRICE(Category.INVALID, 401),
  /** Not a number of drinks that a slot can hold. */
  INVALID_QUANTITY(Category.INVALID, 408),
  /** Not a number of drinks that can have dropped. */
  INVALID_DROPPED(Category.INVALID, 405),

  /** An admin has taken the machine out of service; nothing was sent. */
  OUT_OF_SERVICE(Category.UNAVAILABLE, 416),
  /** The machine's board is not linked; nothing was sent. */
  BOARD_AWAY("away", Category.UNAVAILABLE, 416),
  /** Too many orders wait for the board, or it is quarantined; nothing was sent. */
  BOARD_BUSY("busy", Category.UNAVAILABLE, 152),
  /** Nothing was measured lately. */
  NO_TEMPERATURE(Category.UNAVAILABLE, 351),
  /** So many logins wait that this one is not checked. */
  TOO_MANY_LOGINS(Category.UNAVAILABLE, 350),
  /** The books cannot be written now, or the directory does not answer. */
  NOT_READY(Category.UNAVAILABLE, 350),
  /** The books contradict themselves: nothing is written until somebody has looked. */
  BOOKS_UNSOUND(Category.UNAVAILABLE, 350),
  /** A fault of our own; the log says more. */
  UNKNOWN_FAILURE(Category.UNAVAILABLE, 103);

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

  private final String word;
  private final Category category;
  private final int number;

  /** One whose word is its name. */
  Refusal(Category category, int number) {
    this("", category, number);
  }

  Refusal(String word, Category category, int number) {
    this.word = word.isEmpty() ? name().toLowerCase(Locale.ROOT).replace('_', '-') : word;
    this.category = category;
    this.number = number;
  }

  /** In lower case with hyphens, such as {@code poor} or {@code key-reused}. */
  public String word() {
    return word;
  }

  /** As clients have known it since 2003; some have the same. */
  public int number() {
    return number;
  }

  /** Which kind of refusal it is. */
  public Category category() {
    return category;
  }
}
