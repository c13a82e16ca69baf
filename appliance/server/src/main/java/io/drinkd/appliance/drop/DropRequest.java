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
 */
public record DropRequest(
    MemberRecord member, Machine machine, int slot, Duration delay, Optional<String> key) {

  /** What is asked for, in words that differ whenever the request does. */
  String fingerprint() {
    return "drop " + machine.id() + " " + slot + " " + delay;
  }
}
