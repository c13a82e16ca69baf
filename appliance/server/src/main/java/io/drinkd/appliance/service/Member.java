package io.drinkd.appliance.service;

import io.drinkd.appliance.audit.ActivityLog;
import io.drinkd.appliance.member.MemberRecord;

/** The claim, for one request, to act as a member. */
public final class Member extends Viewer {

  private final String door;

  Member(MemberRecord record, String door) {
    super(record);
    this.door = door;
  }

  String door() {
    return door;
  }

  /** Logs what the member has done, see {@link ActivityLog#log}. */
  void did(String verb, Object... pairs) {
    ActivityLog.log("member=" + record().name(), door, verb, pairs);
  }
}
