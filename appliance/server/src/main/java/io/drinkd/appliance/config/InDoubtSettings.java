package io.drinkd.appliance.config;

import java.time.Duration;

/**
 * What happens to a drop in doubt when nobody resolves it.
 *
 * @param policy what happens to it
 * @param after how long it stays in doubt before that
 */
public record InDoubtSettings(Policy policy, Duration after) {

  /** What happens to it. */
  public enum Policy {
    /** It stays in doubt until somebody resolves it. */
    KEEP,
    /** The member pays. */
    CHARGE,
    /** The member gets the credits back. */
    REFUND
  }
}
