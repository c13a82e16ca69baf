package io.drinkd.appliance.service;

import io.drinkd.appliance.member.MemberRecord;
import java.util.Optional;

/** Claims without a login, for tests that are not about logins. */
public final class TestClaims {

  /** An operator. */
  public static final Admin OPERATOR = new Operator("root", Optional.empty()).admin();

  private TestClaims() {}

  /** The claim of a member who need not be one. */
  public static Member member(MemberRecord member) {
    return new Member(member, "test", Optional.empty());
  }

  /** The claim of an admin who need not be one. */
  public static Admin admin(MemberRecord member) {
    return Admin.of(member, "test", LoginKind.PASSWORD);
  }
}
