package io.drinkd.appliance.service;

import io.drinkd.appliance.failure.Phrase;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is found of a part of the house, see {@link Finding}: in English, with what to do if
 * something is wrong. Where a value is what the system or a library says, pages leave it out.
 */
public enum Condition implements Phrase {
  NOT_RUNNING("does not run"),
  STOPPING("is stopping, and takes no drop any more"),
  NO_BOOKS("there are none yet"),
  /** The bank has a line of its own. */
  WITHOUT_BANK("cannot be used now; see bank"),
  WRITABLE("can be written"),
  /** Why, as the store says. */
  STORE_UNSOUND("%s"),
  /** Why, as the store says. */
  STORE_UNUSABLE("%s"),
  /** Why, as the store says. */
  STORE_UNAVAILABLE("%s"),
  /** Why, as the store says: the server with the books is tried again by itself. */
  STORE_AWAY("%s"),
  /** What is said of it to everybody. */
  FAULT("%s"),
  /** For so many seconds. */
  SILENT("no answer within %s s"),
  EVEN("add up to 0"),
  /** What they add up to. */
  UNEVEN("add up to %s, expected 0; see: drinkd ledger verify"),
  /** Which appliance this is, what it owns, and how many ms a commit takes. */
  BANK("appliance %s owns %s; a commit takes %s ms"),
  /** Which appliance this is, what it owned as it answered last, and for how many s it has not. */
  BANK_SILENT(
      "the bank has not answered for %3$s s; appliance %1$s, which owned %2$s then, sends no order,"
          + " and whoever asks for anything waits"),
  /** The same, and how many ms are expected at most. */
  BANK_SLOW(
      "appliance %s owns %s; a commit takes %s ms, expected %s at most; see to the database and the"
          + " network"),
  /** Which appliance this is, what it owns for certain, and why, as the store says. */
  BANK_NOT_WRITTEN("appliance %s owns %s, but sends no order: %s"),
  /** Which appliance this is, what it owned as the bank answered last, and why. */
  BANK_AWAY(
      "appliance %s sends no order to %s, which it owned when the bank answered last and another"
          + " appliance may have taken since: %s"),
  /** Which appliance this is, and why, as the store says. */
  BANK_AWAY_WITHOUT_MACHINES("appliance %s owns no machine, and cannot use the bank: %s"),
  NO_DOUBTS("none"),
  /** How many there are, the oldest, and its machine. */
  DOUBTS("%s, the oldest is drop %s of machine %s; see: drinkd drops --in-doubt"),
  /** The same, and the appliances that sent some of them, by their names, and are away. */
  DOUBTS_OF_ABSENT(
      "%s, the oldest is drop %s of machine %s; appliance %s brings the answer to what it sent if it"
          + " still runs; see: drinkd drops --in-doubt"),
  NO_OWNERLESS("none"),
  /** How many there are, the oldest, and its machine. */
  OWNERLESS("%s at machines that no appliance has, the oldest is drop %s of machine %s"),
  /** Their file, and how many members they have. */
  BOOKS_TO_IMPORT("the bank has no member, and %s has %s"),
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
  NO_LOGINS("are refused until the books can be used again; see bank"),
  LOGINS_WAIT("wait for the bank, and are refused after 10 s without an answer; see bank"),
  CROWD("too many logins wait"),
  /** Why, as its driver says. */
  MACHINE_UP("%s"),
  /** Why, as its driver says. */
  MACHINE_DOWN("%s"),
  /** Why, as its driver says, and who may have the link with its board. */
  MACHINE_TAKEN_AND_DOWN("%s"),
  /** That nobody knows how it is, because the bank is away. */
  MACHINE_WITHOUT_BANK("%s"),
  /** That no appliance has it. */
  MACHINE_OF_NOBODY("%s"),
  /** Why, as its driver says: one of the two has not the password that the other has. */
  MACHINE_PASSWORD("%s"),
  /** Which driver the appliance that has it lacks. */
  MACHINE_WAITING("%s"),
  /** That the appliance that has it is starting. */
  MACHINE_STARTING("%s"),
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
  /** The keys of settings that are others in the files. */
  RESTART_NEEDED(
      "is the one in the files but for what takes effect at the next start (%s); restart drinkd when"
          + " it suits"),
  AWAITS_BOOKS(
      "is not applied yet, because the books cannot be written; it is as soon as they can"),
  PARTLY_APPLIED("applied only in part, see the log; restart drinkd");

  private static final Map<Condition, String> NEXT = next(new EnumMap<>(Condition.class));

  private final String english;

  Condition(String english) {
    this.english = english;
  }

  private static Map<Condition, String> next(Map<Condition, String> all) {
    all.put(
        STOPPING, "nothing; it awaits what boards were sent, for 15 s at most, and has ended then");
    all.put(STORE_UNSOUND, "stop drinkd, and put back a sound copy: drinkd restore FILE");
    all.put(STORE_UNUSABLE, "do what its line says, then restart drinkd");
    all.put(STORE_UNAVAILABLE, "see to what its line says; it is tried again with each request");
    all.put(FAULT, "report it as a fault, with what the log has");
    all.put(SILENT, "it is asked again once a minute, and whenever somebody looks");
    all.put(UNEVEN, "see which accounts it is: drinkd ledger verify");
    all.put(BANK_SLOW, "see to the database and the network; orders are sent meanwhile");
    String again =
        "see to the database as its line says; it is tried again twice a second, and all continues"
            + " by itself";
    all.put(
        BANK_SILENT,
        "see to the database, its host and the way to it, one of which stands still; after 10 s"
            + " without an answer whoever waits is refused, and it is tried again twice a second");
    List.of(BANK_NOT_WRITTEN, BANK_AWAY, BANK_AWAY_WITHOUT_MACHINES)
        .forEach(away -> all.put(away, again));
    all.put(
        DOUBTS,
        "look into the machine, then: drinkd drop resolve ID dropped|refunded --reason TEXT");
    all.put(
        DOUBTS_OF_ABSENT,
        "wait for the appliance that its line names if it still runs, for it brings the answer when"
            + " it is back; if it has ended, see the end of its log, or look into the machine, then:"
            + " drinkd drop resolve ID dropped|refunded --reason TEXT");
    all.put(
        OWNERLESS,
        "start an appliance that has a file for the machine of its line; it puts in doubt what was"
            + " sent, and sends the rest, or calls it off");
    all.put(
        BOOKS_TO_IMPORT,
        "stop drinkd, then: drinkd bank import; if the bank is to begin without them, move the file"
            + " away");
    all.put(BACKUP_DUE, "drinkd backup FILE");
    all.put(FIRST_BACKUP_DUE, "drinkd backup FILE");
    all.put(BACKUP_FAILED, "see to what its line says, then: drinkd backup FILE");
    all.put(FIRST_BACKUP_FAILED, "see to what its line says, then: drinkd backup FILE");
    all.put(LITTLE_ROOM, "free some space");
    all.put(TWO_LITTLE_ROOMS, "free some space");
    all.put(DISK_UNREADABLE, "see to the disk");
    all.put(CROWD, "nothing; they are possible again when fewer wait");
    all.put(
        MACHINE_DOWN,
        "its link comes back by itself once its board can be reached, and answers as it should");
    all.put(
        MACHINE_PASSWORD,
        "compare password: of its file with what its board has; the link then comes back by itself");
    all.put(
        MACHINE_TAKEN_AND_DOWN,
        "its link comes back by itself once its board can be reached; if that takes one link only,"
            + " end the appliance that had the machine before, or wait until that one lives again");
    all.put(MACHINE_WITHOUT_BANK, "comes back with the bank");
    all.put(MACHINE_OF_NOBODY, "start an appliance that has a file for it");
    all.put(
        MACHINE_WAITING,
        "put the jar of its driver into the folder of plugins, or correct driver: in its file");
    all.put(MACHINE_STARTING, "wait until the appliance has started, which reaches its board then");
    all.put(MACHINE_QUARANTINED, "decide its drop in doubt, see: drinkd drops --in-doubt");
    all.put(NOT_OPEN, "end the program that has its port, or change its settings; then SIGHUP");
    all.put(NO_PORT_OF_BOARDS, "restart drinkd");
    all.put(NOT_VALID, "replace it by a valid one, which is noticed by itself");
    all.put(NOT_RELOADED, "correct its files, see: drinkd config check");
    all.put(RESTART_NEEDED, "restart drinkd");
    all.put(AWAITS_BOOKS, "see to the books; then it is applied by itself");
    all.put(PARTLY_APPLIED, "restart drinkd");
    return all;
  }

  @Override
  public String english() {
    return english;
  }

  /**
   * What happens next by itself, or what somebody has to do: in a line of English. Empty if all is
   * well, or if another part that is wrong then says it.
   */
  public Optional<String> next() {
    return Optional.ofNullable(NEXT.get(this));
  }

  /** With its values. */
  public Said<Condition> of(Object... values) {
    return Said.of(this, values);
  }
}
