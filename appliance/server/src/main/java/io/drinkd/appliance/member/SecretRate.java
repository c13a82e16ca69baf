package io.drinkd.appliance.member;

import io.drinkd.appliance.config.LoginLimits;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How fast ids of iButtons, tokens and the like that nobody has may come from one address. Nobody
 * types them, so a wrong one is somebody else's card, or a token that has ended, and no reason for
 * a pause by itself; but a program may try many. Right ones are not counted.
 */
final class SecretRate implements LoginGuard {

  /** Of wrong ones at once, for each wrong password that may come at once. */
  private static final long AT_ONCE = 32;

  private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();

  private final long most;
  private long spent;
  private long refilledNanos;

  SecretRate(LoginLimits limits) {
    most = AT_ONCE * limits.wrong();
  }

  @Override
  public boolean mayBegin(long nowNanos) {
    long refills = (nowNanos - refilledNanos) / INTERVAL_NANOS;
    if (spent == 0 || refills >= spent) {
      spent = 0;
      refilledNanos = nowNanos;
    } else {
      spent -= refills;
      refilledNanos += refills * INTERVAL_NANOS;
    }
    return spent < most;
  }

  @Override
  public OptionalLong dueNanos(long nowNanos) {
    return OptionalLong.of(refilledNanos + INTERVAL_NANOS);
  }

  @Override
  public void begin(long nowNanos) {
    spent++;
  }

  @Override
  public void end(Outcome outcome, long nowNanos) {
    if (outcome != Outcome.WRONG && spent > 0) {
      spent--;
    }
  }
}
