package io.drinkd.driver;

/**
 * How an order ended, as far as it can be known. The member is charged for {@link Dropped}, keeps
 * the credits on {@link Refused} and {@link NotSent}, and {@link Unknown} waits for evidence: a
 * driver that is not sure reports Unknown.
 */
public sealed interface DropOutcome {

  /** The board reports that it made the drop. */
  record Dropped() implements DropOutcome {}

  /**
   * The board reports that it did not make the drop.
   *
   * @param reason why, as far as the board says so
   * @param detail one line for the log and the books
   */
  record Refused(Refusal reason, String detail) implements DropOutcome {}

  /**
   * Not one byte of the order left for the board.
   *
   * @param detail one line for the log and the books
   */
  record NotSent(String detail) implements DropOutcome {}

  /**
   * The order left, or may have left, and what the machine did is unknown.
   *
   * @param detail one line for the log and the books
   */
  record Unknown(String detail) implements DropOutcome {}

  /** Why a board did not make a drop. */
  enum Refusal {
    /** The slot is empty. */
    EMPTY,
    /** The motor is jammed. */
    JAMMED,
    /** The motor has failed, or its cut-off switch is off. */
    MOTOR,
    /** The board gives no reason: empty, door open and switched off look alike. */
    UNSTATED
  }
}
