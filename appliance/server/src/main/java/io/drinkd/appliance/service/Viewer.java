package io.drinkd.appliance.service;

import io.drinkd.appliance.member.MemberRecord;

/** The claim, for one request, to see what is a member's, but not to spend it. */
public sealed class Viewer permits Buyer {

  private final MemberRecord record;

  Viewer(MemberRecord record) {
    this.record = record;
  }

  /** Who it is, as the member is now. */
  public MemberRecord record() {
    return record;
  }
}
