package io.drinkd.appliance.sunday;

import io.drinkd.appliance.member.MemberRecord;
import java.util.Optional;

/** Who may use a verb. */
public enum Access {
  ANYONE,
  MEMBER,
  ADMIN;

  /** Why this member, or nobody, may not; empty if it may. */
  Optional<ErrorCode> refuses(Optional<MemberRecord> member) {
    if (this == ANYONE) {
      return Optional.empty();
    }
    if (member.isEmpty()) {
      return Optional.of(ErrorCode.NOT_LOGGED_IN);
    }
    return this == ADMIN && !member.get().admin()
        ? Optional.of(ErrorCode.ACCESS_DENIED)
        : Optional.empty();
  }
}
