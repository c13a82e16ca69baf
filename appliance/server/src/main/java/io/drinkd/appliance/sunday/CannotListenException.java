package io.drinkd.appliance.sunday;

/** A port cannot be opened, most often because its port is in use. The message says what to do. */
public final class CannotListenException extends Exception {

  private static final long serialVersionUID = 1L;

  public CannotListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
