package io.drinkd.driver;

import java.util.Arrays;

/**
 * How an order ended, as far as it can be known. The member is charged for {@link Dropped}, keeps
 * the credits on {@link Refused} and {@link NotSent}, and {@link Unknown} waits for evidence: a
 * driver that is not sure reports Unknown.
 */
public sealed interface DropOutcome {

  /**
   * The board reports that it made the drop, or its drop sensor saw an item fall.
   *
   * @param detail one line for the log and the books: what shows that
   */
  record Dropped(String detail) implements DropOutcome {

    /** By the board's word alone. */
    public Dropped() {
      this("the board made the drop");
    }
  }

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
    EMPTY("the slot is empty"),
    /** The motor is jammed. */
    JAMMED("the motor is jammed"),
    /** The motor has failed, or its cut-off switch is off. */
    MOTOR("the motor has failed"),
    /** The board is at work on something else. */
    BUSY("the board is busy"),
    /** The machine's door is open. */
    DOOR_OPEN("the door is open"),
    /** The board has no such slot. */
    NO_SUCH_SLOT("the board has no such slot"),
    /** The motors have no power. */
    POWER("the motors have no power"),
    /** The board gives no reason: empty, door open and switched off look alike. */
    UNSTATED("the board did not make the drop");

    private final String sentence;

    Refusal(String sentence) {
      this.sentence = sentence;
    }

    /** The reason of that name, in letters of any case; {@link #UNSTATED} if there is none. */
    public static Refusal named(String word) {
      return Arrays.stream(values())
          .filter(reason -> reason.name().equalsIgnoreCase(word))
          .findFirst()
          .orElse(UNSTATED);
    }

    /** The detail of a refusal of which the board says no more than the reason. */
    public String sentence() {
      return sentence;
    }
  }
}
