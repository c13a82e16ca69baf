package io.drinkd.appliance.sunday;

/**
 * Errors that only this protocol has, beside the house's refusals: a dialect gives each its number
 * and text. Where a refusal has another number with one verb than with others, {@link
 * Command#errorCodes} names the code.
 */
public enum ErrorCode {
  /** Too few or too many arguments; the detail is the syntax. */
  ARGUMENT_COUNT,
  /** A slot must be named, and there is no argument. */
  NO_SLOT_NAMED,
  INVALID_PARAMETERS,
  UNKNOWN_VERB,
  NOT_IMPLEMENTED,
  /** PASS without a USER just before it. */
  USER_FIRST,
  UNKNOWN_IBUTTON,
  TOO_MANY_CONNECTIONS,
  /** The connection is closed: the client was idle for too long, or the appliance stops. */
  CLOSING,
  NO_MACHINE_SELECTED,
  /** The detail is the ids of the machines that there are, with blanks between. */
  UNKNOWN_MACHINE,
  /** Not a slot number. */
  INVALID_SLOT,
  INVALID_CREDITS,
  INVALID_ADMIN_FLAG,
  INVALID_ENABLE_FLAG,
  /** Nobody has the name to whom credits are given. */
  UNKNOWN_RECEIVER,
  USER_NOT_CREATED,
  USER_NOT_REMOVED,
  /** A drop in doubt was not decided; the detail says why. */
  NOT_RESOLVED
}
