package io.drinkd.appliance.drop;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.OutOfService;
import io.drinkd.appliance.machine.SeenSlot;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.member.MemberRecord;
import java.time.Duration;
import java.util.Optional;

/**
 * A member asks for a drink.
 *
 * @param member who pays
 * @param machine where it falls
 * @param wanted from which slot
 * @param delay how long to wait before it falls; not negative
 * @param key makes the request repeatable without a second effect
 * @param door the name of the door through which it came, for the log
 */
public record DropRequest(
    MemberRecord member,
    Machine machine,
    Wanted wanted,
    Duration delay,
    Optional<String> key,
    String door) {

  /**
   * Which drink a member wants.
   *
   * @param slot its slot; 0 as long as none was chosen
   * @param any whether the member leaves the choice of a slot to the house
   * @param seen what the member believes to be in the slot; nothing else is sold
   */
  public record Wanted(int slot, boolean any, SeenSlot seen) {}

  /** The door of a request from before a restart: the books do not say through which it came. */
  static final String RESTART = "restart";

  /** What the door of a request begins with that was made at another appliance, before its name. */
  static final String APPLIANCE = "appliance:";

  /** Whether somebody waits at this appliance for what has this door. */
  static boolean isAsked(String door) {
    return !door.equals(RESTART) && !door.startsWith(APPLIANCE);
  }

  /** One that names its slot. */
  public DropRequest(
      MemberRecord member,
      Machine machine,
      int slot,
      Duration delay,
      Optional<String> key,
      String door) {
    this(member, machine, new Wanted(slot, false, SeenSlot.NOTHING), delay, key, door);
  }

  /** One that leaves the choice of a slot to the house. */
  public static DropRequest any(
      MemberRecord member, Machine machine, Duration delay, Optional<String> key, String door) {
    return new DropRequest(
        member, machine, new Wanted(0, true, SeenSlot.NOTHING), delay, key, door);
  }

  /** The same with the slot that was chosen. */
  DropRequest from(Slot chosen) {
    Wanted one = new Wanted(chosen.number(), wanted.any, wanted.seen);
    return new DropRequest(member, machine, one, delay, key, door);
  }

  /** The same, if the slot has what the member has seen there; otherwise it is refused. */
  public DropRequest seen(SeenSlot seen) {
    return new DropRequest(
        member, machine, new Wanted(wanted.slot, wanted.any, seen), delay, key, door);
  }

  /** Which slot; 0 as long as none was chosen. */
  public int slot() {
    return wanted.slot;
  }

  /** Whether the member leaves the choice of a slot to the house. */
  public boolean any() {
    return wanted.any;
  }

  /**
   * Finds out whether the machine is in service for whoever asks: an admin may try one that is not.
   *
   * @throws RefusedException {@link Refusal#OUT_OF_SERVICE}
   */
  void requireInService() {
    requireInService(member, machine.outOfService());
  }

  static void requireInService(MemberRecord member, Optional<OutOfService> state) {
    if (state.isPresent() && !member.admin()) {
      throw new RefusedException(Refusal.OUT_OF_SERVICE, state.get().publicLine());
    }
  }

  /**
   * The slot by memory: the books keep one, too, that the machine's file lists no more.
   *
   * @throws RefusedException {@link Refusal#NO_SUCH_SLOT}
   */
  Slot requireListed() {
    return machine
        .slot(slot())
        .orElseThrow(
            () ->
                new RefusedException(
                    Refusal.NO_SUCH_SLOT, machine.id() + " has no slot " + slot()));
  }

  /** What is asked for, in words that differ whenever the request does. */
  String fingerprint() {
    return "drop " + machine.id() + " " + (any() ? "any" : slot()) + " " + delay + seenWords();
  }

  private String seenWords() {
    SeenSlot seen = wanted.seen;
    return seen.item().map(item -> " item " + item.length() + " " + item).orElse("")
        + seen.price().map(price -> " price " + price).orElse("");
  }
}
