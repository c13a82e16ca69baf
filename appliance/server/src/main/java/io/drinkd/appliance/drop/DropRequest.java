package io.drinkd.appliance.drop;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.member.MemberRecord;
import java.time.Duration;
import java.util.Optional;

/**
 * A member asks for a drink.
 *
 * @param member who pays
 * @param machine where it falls
 * @param slot which slot
 * @param delay how long to wait before it falls; not negative
 * @param key makes the request repeatable without a second effect
 * @param door the name of the door through which it came, for the log
 */
public record DropRequest(
    MemberRecord member,
    Machine machine,
    int slot,
    Duration delay,
    Optional<String> key,
    String door) {

  /** The door of a request from before a restart: the books do not say through which it came. */
  static final String RESTART = "restart";

  /** What is asked for, in words that differ whenever the request does. */
  String fingerprint() {
    return "drop " + machine.id() + " " + slot + " " + delay;
  }
}
