package io.drinkd.appliance.control.command;

/** A command line that cannot be parsed; the message says why, and how to use it. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
