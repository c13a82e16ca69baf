package io.drinkd.appliance.member;

import java.util.OptionalLong;

/** What a login has to wait for. Used under the lock of {@link LoginAttempts}. */
interface LoginGuard {

  /** How an attempt ended. */
  enum Outcome {
    RIGHT,
    WRONG,
    /** Nobody knows: whoever had to check it could not. */
    UNCHECKED
  }

  /** Whether one more may begin. */
  boolean mayBegin(long nowNanos);

  /** When one more may begin if none ends before; empty if another one has to end first. */
  OptionalLong dueNanos(long nowNanos);

  /** One begins. */
  void begin(long nowNanos);

  /** One that has begun ends. */
  void end(Outcome outcome, long nowNanos);
}
