package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;

/** A command cannot be done; the message says in one line why, and what to do. */
final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  CommandFailedException(String message) {
    this(ExitCode.FAILED, message);
  }

  CommandFailedException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** A code of {@link ExitCode}. */
  int exitCode() {
    return exitCode;
  }
}
