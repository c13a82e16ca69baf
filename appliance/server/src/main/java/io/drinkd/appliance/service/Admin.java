package io.drinkd.appliance.service;

import io.drinkd.appliance.audit.ActivityLog;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
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
  private final LoginKind login;

  private Admin(
      String actor, String who, String door, Optional<MemberRecord> member, LoginKind login) {
    this.actor = actor;
    this.who = who;
    this.door = door;
    this.member = member;
    this.login = login;
  }

  static Admin of(MemberRecord admin, String door, LoginKind login) {
    String who = "member=" + admin.name();
    return new Admin(admin.actor(), who, door, Optional.of(admin), login);
  }

  static Admin of(Operator operator) {
    String who =
        "operator=" + operator.user() + operator.sudoUser().map(name -> " sudo=" + name).orElse("");
    return new Admin(operator.actor(), who, Operator.DOOR, Optional.empty(), LoginKind.PASSWORD);
  }

  /**
   * Finds out whether the login is good for that.
   *
   * @throws RefusedException {@link Refusal#FORBIDDEN}
   */
  void require(Right right) {
    login.require(right);
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
