package io.drinkd.appliance.service;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import java.util.Optional;

/**
 * One login of a member. It is over when all sessions of the member have been ended since, as a new
 * password does. May be used on any thread.
 */
final class Session {

  private final Members members;
  private final long member;
  private final String name;
  private volatile long since;

  /**
   * @param since when the login began, see {@link Members#sessionTime}: a password that is changed
   *     while it is being checked ends the session
   */
  Session(Members members, MemberRecord member, long since) {
    this.members = members;
    this.member = member.id();
    this.name = member.name();
    this.since = since;
  }

  String name() {
    return name;
  }

  long memberId() {
    return member;
  }

  boolean isOf(long other) {
    return member == other;
  }

  /** The member as the member is now; empty if the session is over, or the membership. */
  Optional<MemberRecord> member() {
    return members.isSession(member, since) ? members.find(member) : Optional.empty();
  }

  /** It outlasts the ending of the member's other sessions: this one has just asked for it. */
  void renew() {
    since = members.sessionTime();
  }
}
