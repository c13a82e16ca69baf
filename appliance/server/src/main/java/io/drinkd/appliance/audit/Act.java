package io.drinkd.appliance.audit;

import io.drinkd.appliance.failure.Phrase;

/**
 * What admins and operators do, and members with their tokens. The names are kept in the books, so
 * they stay as they are.
 */
public enum Act implements Phrase {
  /** A member's name, and {@code member} or {@code admin}. */
  ADDED("added %2$s:%1$s"),
  /** The same of one whose password the books have, beside a directory. */
  ADDED_LOCAL("added %2$s:%1$s, a local one"),
  /** The former name. */
  RENAMED("renamed %s"),
  /** A member's name. */
  EDITED("edited %s"),
  /** A member's name. */
  PASSWORD("changed the password of %s"),
  /** A member's name. */
  CLOSED("closed %s"),
  /** A member's name. */
  CARDS("iButtons of %s"),
  /** A member's name. */
  IDENTITY("outside identity of %s"),
  /** Slot and machine. */
  SLOT("slot %s of %s"),
  /** A machine. */
  SERVICE("service of %s"),
  /** A member's name, and why. */
  CREDITS("credits of %s: %s"),
  /** A member's name, a drop, and why. */
  REFUND("credits of %s, refund of drop %s: %s"),
  /** A drop in doubt, and why. */
  DROP("drop %s: %s"),
  /** Its number. */
  KIOSK("kiosk %s"),
  /** Its number, and its member's name. */
  TOKEN("token %s of %s"),
  /** A machine. */
  LOG_LEVEL("log level of the board of %s"),
  MESSAGE("message"),
  BACKUP("backup"),
  FAILED_BACKUP("failed backup"),
  RESTORE("restore");

  private final String english;

  Act(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }

  /** With its values, in the order in which they are named above. */
  public Said<Act> of(Object... values) {
    return Said.of(this, values);
  }
}
