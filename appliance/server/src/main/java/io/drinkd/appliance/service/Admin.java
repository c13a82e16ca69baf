package io.drinkd.appliance.service;

import io.drinkd.appliance.audit.ActivityLog;
import io.drinkd.appliance.member.MemberRecord;
import java.util.Optional;

/**
 * The claim, for one request, to do what admins may: a member who is one now, or an {@link
 * Operator}.
 */
public final class Admin {

  private final String actor;
  private final String who;
  private final String door;
  private final Optional<MemberRecord> member;

  private Admin(String actor, String who, String door, Optional<MemberRecord> member) {
    this.actor = actor;
    this.who = who;
    this.door = door;
    this.member = member;
  }

  static Admin of(MemberRecord admin, String door) {
    return new Admin(admin.actor(), "member=" + admin.name(), door, Optional.of(admin));
  }

  static Admin of(Operator operator) {
    String who =
        "operator=" + operator.user() + operator.sudoUser().map(name -> " sudo=" + name).orElse("");
    return new Admin(operator.actor(), who, Operator.DOOR, Optional.empty());
  }

  /** How the books name whoever it is, such as {@code admin:alice} or {@code operator:root}. */
  public String actor() {
    return actor;
  }

  /** The member who is the admin; empty for an operator. Idempotency keys belong to members. */
  public Optional<MemberRecord> member() {
    return member;
  }

  /** Logs what the admin has done, see {@link ActivityLog#log}. */
  void did(String verb, Object... pairs) {
    ActivityLog.log(who, member.map(MemberRecord::id).orElse(0L), door, verb, pairs);
  }
}
