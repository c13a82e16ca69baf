package io.drinkd.appliance.sunday;

import io.drinkd.appliance.member.Member;
import java.util.Optional;

/** Who may use a verb. */
public enum Access {
  ANYONE,
  MEMBER,
  ADMIN;

  /** Why this member, or nobody, may not; empty if it may. */
  Optional<Problem> refuses(Optional<Member> member) {
    if (this == ANYONE) {
      return Optional.empty();
    }
    if (member.isEmpty()) {
      return Optional.of(Problem.NOT_LOGGED_IN);
    }
    return this == ADMIN && !member.get().admin()
        ? Optional.of(Problem.ACCESS_DENIED)
        : Optional.empty();
  }
}
