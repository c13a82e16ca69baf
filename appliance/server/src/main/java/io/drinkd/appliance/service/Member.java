package io.drinkd.appliance.service;

import io.drinkd.appliance.audit.ActivityLog;
import io.drinkd.appliance.member.MemberRecord;

/** The claim, for one request, to act as a member. */
public final class Member extends Viewer {

  private final String door;
  private final Runnable renewal;

  /**
   * @param renewal lets the member's session outlast the ending of all others
   */
  Member(MemberRecord record, String door, Runnable renewal) {
    super(record);
    this.door = door;
    this.renewal = renewal;
  }

  /** The member's other sessions are over, but not the one that asks. */
  void staysLoggedIn() {
    renewal.run();
  }

  String door() {
    return door;
  }

  /** Logs what the member has done, see {@link ActivityLog#log}. */
  void did(String verb, Object... pairs) {
    ActivityLog.log("member=" + record().name(), record().id(), door, verb, pairs);
  }
}
