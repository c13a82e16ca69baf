package io.drinkd.appliance.member;

/** So many logins wait already that this one is not checked. */
public final class TooManyAttemptsException extends LoginUnavailableException {

  private static final long serialVersionUID = 1;

  TooManyAttemptsException() {
    super("too many logins wait; try again later");
  }
}
