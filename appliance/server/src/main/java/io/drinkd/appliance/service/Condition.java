package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Phrase;

/**
 * What is found of a part of the house, see {@link Finding}: in English, with what to do if
 * something is wrong. Where a value is what the system or a library says, pages leave it out.
 */
public enum Condition implements Phrase {
  NOT_RUNNING("does not run"),
  NO_BOOKS("there are none yet"),
  WRITABLE("can be written"),
  /** Why, as the store says. */
  STORE_UNSOUND("%s"),
  /** Why, as the store says. */
  STORE_UNUSABLE("%s"),
  /** Why, as the store says. */
  STORE_UNAVAILABLE("%s"),
  /** What is said of it to everybody. */
  FAULT("%s"),
  /** For so many seconds. */
  SILENT("no answer within %s s"),
  EVEN("add up to 0"),
  /** What they add up to. */
  UNEVEN("add up to %s, expected 0; see: drinkd ledger verify"),
  /** Which appliance this is, what it owns, and how many ms a commit takes. */
  BANK("appliance %s owns %s; a commit takes %s ms"),
  /** The same, and how many ms are expected at most. */
  BANK_SLOW(
      "appliance %s owns %s; a commit takes %s ms, expected %s at most; see to the database and the"
          + " network"),
  /** Which appliance this is, what it owns as far as it knows, and why, as the store says. */
  BANK_AWAY("appliance %s owns %s, but sends no order: %s"),
  NO_DOUBTS("none"),
  /** How many there are, the oldest, and its machine. */
  DOUBTS("%s, the oldest is drop %s of machine %s; see: drinkd drops --in-doubt"),
  /** Its file. */
  BACKUP("the last is %s"),
  NO_BACKUP("none was made yet"),
  /** The file of the last, and after how many days another one is expected. */
  BACKUP_DUE("the last is %s, expected one every %s days: drinkd backup FILE"),
  /** After how many days one is expected. */
  FIRST_BACKUP_DUE("none was made yet, expected one every %s days: drinkd backup FILE"),
  /** Why, and the file of the last that did not. */
  BACKUP_FAILED("failed: %s; the last is %s"),
  /** Why. */
  FIRST_BACKUP_FAILED("failed: %s; none was made yet"),
  /** How much, and where. */
  ROOM("%s MB free at %s"),
  /** How much, and where, of two. */
  TWO_ROOMS("%s MB free at %s, %s MB free at %s"),
  /** How much, where, and how much is expected. */
  LITTLE_ROOM("%s MB free at %s, expected %s MB at least; free some space"),
  /** How much, and where, of two, and how much is expected. */
  TWO_LITTLE_ROOMS("%s MB free at %s, %s MB free at %s, expected %s MB at least; free some space"),
  /** Why, as the system says. */
  DISK_UNREADABLE("%s"),
  LOGINS("are possible"),
  CROWD("too many logins wait"),
  /** Why, as its driver says. */
  MACHINE_UP("%s"),
  /** Why, as its driver says. */
  MACHINE_DOWN("%s"),
  /** Why, as its driver says. */
  MACHINE_WAITING("%s"),
  /** Why, as its driver says. */
  MACHINE_QUARANTINED("%s"),
  /** Why, as an admin says, and the whole of it. */
  MACHINE_OUT_OF_SERVICE("%2$s"),
  /** Where. */
  OPEN("open on %s"),
  /** Why, as the system says. */
  NOT_OPEN("%s"),
  /** Its file. */
  AWAITS_CERTIFICATE("closed until its certificate is there: %s"),
  NO_PORT_OF_BOARDS("closed, so no board can dial in; restart drinkd"),
  /** The last day. */
  VALID("valid until %s"),
  /** What is wrong with it, or will be soon. */
  NOT_VALID("%s"),
  CONFIGURATION("is the one in the files"),
  /** The first mistake, and how many more there are. */
  NOT_RELOADED("not reloaded, all is as it was before: %s%s; see: drinkd config check"),
  PARTLY_APPLIED("applied only in part, see the log; restart drinkd");

  private final String english;

  Condition(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }

  /** With its values. */
  public Said<Condition> of(Object... values) {
    return Said.of(this, values);
  }
}
