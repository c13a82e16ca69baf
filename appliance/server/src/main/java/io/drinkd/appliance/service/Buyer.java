package io.drinkd.appliance.service;

import io.drinkd.appliance.audit.ActivityLog;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import java.util.Optional;

/** The claim, for one request, to have drinks, perhaps of one machine alone, as at a kiosk. */
public sealed class Buyer extends Viewer permits Member {

  private final String door;
  private final Optional<String> machine;

  /**
   * @param machine the id of the machine that it is good for; empty for all
   */
  Buyer(MemberRecord record, String door, Optional<String> machine) {
    super(record);
    this.door = door;
    this.machine = machine;
  }

  /**
   * Finds out whether it is good for a machine.
   *
   * @throws RefusedException {@link Refusal#FORBIDDEN}
   */
  void requireAt(String id) {
    if (machine.filter(only -> !only.equals(id)).isPresent()) {
      throw new RefusedException(
          Refusal.FORBIDDEN, "this kiosk is for machine " + machine.get() + " alone");
    }
  }

  String door() {
    return door;
  }

  /** Logs what the member has done, see {@link ActivityLog#log}. */
  void did(String verb, Object... pairs) {
    ActivityLog.log("member=" + record().name(), record().id(), door, verb, pairs);
  }
}
