package io.drinkd.appliance.sunday;

/** Why a request was not done. A dialect gives each its number and text. */
public enum ErrorCode {
  SLOT_EMPTY,
  /** The board refused the drop. */
  DROP_REFUSED,
  SLOT_DISABLED,
  /** Nothing that can drop, or nothing that the member can pay. */
  NO_SLOT_AVAILABLE,
  /** A fault of our own. */
  UNKNOWN_FAILURE,
  /** A delayed drop was called off. */
  DROP_CANCELLED,
  /** The order left and no answer came; the detail is the drop's id. */
  DROP_IN_DOUBT,
  /** The board is quarantined or its queue is full. */
  BOARD_BUSY,
  /** The board is away; nothing was sent. */
  BOARD_AWAY,
  ACCESS_DENIED,
  USER_FIRST,
  BAD_LOGIN,
  UNKNOWN_IBUTTON,
  POOR,
  NOT_LOGGED_IN,
  /** Nobody has the name to whom credits are given. */
  UNKNOWN_RECEIVER,
  TRANSFER_TO_ONESELF,
  /** Not a positive whole number of credits. */
  INVALID_AMOUNT,
  TOO_MANY_CONNECTIONS,
  /** The member subsystem or the store cannot answer now. */
  NOT_READY,
  NO_TEMPERATURE,
  /** The member has credits, or some are held. */
  USER_NOT_REMOVED,
  USER_NOT_CREATED,
  ADMIN_FLAG_NOT_SET,
  INVALID_ADMIN_FLAG,
  INVALID_COST,
  INVALID_CREDITS,
  INVALID_DELAY,
  INVALID_ENABLE_FLAG,
  /** Not a number of drinks that have dropped so far. */
  INVALID_DROPPED,
  /** Too few or too many arguments; the detail is the syntax. */
  ARGUMENT_COUNT,
  INVALID_PARAMETERS,
  INVALID_PASSWORD,
  INVALID_QUANTITY,
  /** Not a slot number. */
  INVALID_SLOT,
  /** A slot number that the machine does not have. */
  NO_SUCH_SLOT,
  /** No member has the name, or none can have it. */
  UNKNOWN_USER,
  USER_TAKEN,
  NO_MACHINE_SELECTED,
  /** The selected machine does not exist any more. */
  MACHINE_GONE,
  /** The detail is the ids of the machines that there are, with blanks between. */
  UNKNOWN_MACHINE,
  /** The connection is closed: the client has said nothing for too long, or the appliance stops. */
  CLOSING,
  NOT_IMPLEMENTED,
  UNKNOWN_VERB
}
