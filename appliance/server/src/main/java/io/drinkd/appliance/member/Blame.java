package io.drinkd.appliance.member;

import io.drinkd.appliance.config.LoginLimits;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The wrong logins held against a name or an address. The first few may be under way at once; then
 * there is one at a time, after a pause that doubles. They are forgotten ten minutes after the last
 * one.
 */
final class Blame implements LoginGuard {

  static final long FORGOTTEN_NANOS = Duration.ofMinutes(10).toNanos();

  private final LoginLimits limits;
  private int wrong;
  private int underWay;
  private long lastNanos;
  private long nextNanos;

  Blame(LoginLimits limits) {
    this.limits = limits;
  }

  int wrong() {
    return wrong;
  }

  int underWay() {
    return underWay;
  }

  @Override
  public boolean mayBegin(long nowNanos) {
    if (nowNanos - lastNanos >= FORGOTTEN_NANOS) {
      wrong = 0;
    }
    return wrong < limits.wrong() - underWay || underWay == 0 && nowNanos - nextNanos >= 0;
  }

  @Override
  public OptionalLong dueNanos(long nowNanos) {
    return underWay == 0 ? OptionalLong.of(nextNanos) : OptionalLong.empty();
  }

  @Override
  public void begin(long nowNanos) {
    underWay++;
  }

  @Override
  public void end(Outcome outcome, long nowNanos) {
    underWay--;
    if (outcome == Outcome.WRONG) {
      wrong++;
      lastNanos = nowNanos;
      nextNanos = nowNanos + pauseNanos();
    }
  }

  /** Nothing is held against it any more. */
  void forgive() {
    wrong = 0;
  }

  /** None while there are few wrong ones. */
  private long pauseNanos() {
    if (wrong < limits.wrong()) {
      return 0;
    }
    int doublings = Math.min(wrong - limits.wrong(), 20);
    long most = limits.pauseMax().toNanos();
    long pause = limits.pause().toNanos();
    return pause > most >> doublings ? most : pause << doublings;
  }
}
