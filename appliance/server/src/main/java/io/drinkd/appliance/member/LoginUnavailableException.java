package io.drinkd.appliance.member;

/** Whether a login is right cannot be checked now; the message says why. */
public class LoginUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public LoginUnavailableException(String message) {
    super(message);
  }

  public LoginUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
