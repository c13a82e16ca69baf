package io.drinkd.appliance.drop;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.OutOfService;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
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

  /**
   * Finds out whether the machine is in service for whoever asks: an admin may try one that is not.
   *
   * @throws RefusedException {@link Refusal#OUT_OF_SERVICE}
   */
  void requireInService() {
    requireInService(member, machine.outOfService());
  }

  /** The same as the books have it within a transaction. */
  void requireInService(Transaction tx) throws SQLException {
    if (!member.admin()) {
      requireInService(member, machine.outOfService(tx));
    }
  }

  static void requireInService(MemberRecord member, Optional<OutOfService> state) {
    if (state.isPresent() && !member.admin()) {
      throw new RefusedException(Refusal.OUT_OF_SERVICE, state.get().line());
    }
  }

  /** What is asked for, in words that differ whenever the request does. */
  String fingerprint() {
    return "drop " + machine.id() + " " + slot + " " + delay;
  }
}
