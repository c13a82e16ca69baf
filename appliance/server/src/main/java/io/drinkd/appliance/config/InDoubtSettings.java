package io.drinkd.appliance.config;

import java.time.Duration;

/**
 * What becomes of a drop in doubt that nobody decides.
 *
 * @param policy what becomes of it
 * @param after how long it has been in doubt then
 */
public record InDoubtSettings(Policy policy, Duration after) {

  /** What becomes of a drop in doubt. */
  public enum Policy {
    /** It stays in doubt until somebody decides. */
    KEEP,
    /** The member pays. */
    CHARGE,
    /** The member keeps the credits. */
    REFUND
  }
}
