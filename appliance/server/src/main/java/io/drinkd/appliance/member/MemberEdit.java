package io.drinkd.appliance.member;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.Ledger;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be changed of a member; what is empty stays as it is.
 *
 * @param balance what the member shall have, held credits included; at most a million millions
 *     either way
 * @param floor what the available credits shall never go below, from {@link #FLOOR_MIN} to 0
 * @param admin whether admin verbs shall be allowed
 */
public record MemberEdit(OptionalLong balance, OptionalLong floor, Optional<Boolean> admin) {

  /** As for that of new members in the configuration. */
  public static final long FLOOR_MIN = -1_000_000_000;

  /**
   * @throws RefusedException {@link Refusal#INVALID_AMOUNT} or {@link Refusal#INVALID_FLOOR} if one
   *     is out of range
   */
  public MemberEdit {
    long credits = balance.orElse(0);
    if (credits > Ledger.AMOUNT_MAX || credits < -Ledger.AMOUNT_MAX) {
      throw new RefusedException(
          Refusal.INVALID_AMOUNT,
          "found " + credits + " credits, expected at most " + Ledger.AMOUNT_MAX);
    }
    long least = floor.orElse(0);
    if (least < FLOOR_MIN || least > 0) {
      throw new RefusedException(
          Refusal.INVALID_FLOOR,
          "found " + least + ", expected a floor from " + FLOOR_MIN + " to 0");
    }
  }

  /** Changes the credits alone. */
  public static MemberEdit balance(long balance) {
    return new MemberEdit(OptionalLong.of(balance), OptionalLong.empty(), Optional.empty());
  }

  /** Changes the floor alone. */
  public static MemberEdit floor(long floor) {
    return new MemberEdit(OptionalLong.empty(), OptionalLong.of(floor), Optional.empty());
  }

  /** Changes alone whether the member is an admin. */
  public static MemberEdit admin(boolean admin) {
    return new MemberEdit(OptionalLong.empty(), OptionalLong.empty(), Optional.of(admin));
  }
}
