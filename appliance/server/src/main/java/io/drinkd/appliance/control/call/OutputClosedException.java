package io.drinkd.appliance.control.call;

import io.drinkd.appliance.store.FileFailure;
import java.io.IOException;

/**
 * Nobody reads the output any more, as behind {@code | head}: not a failure, and nothing to be
 * said.
 */
public final class OutputClosedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What a shell has for a program that SIGPIPE has ended, which Java ignores. */
  public static final int EXIT_CODE = 128 + 13;

  private OutputClosedException(IOException cause) {
    super("nobody reads the output", cause);
  }

  /**
   * Why the output could not be written: this exception, or one whose message is one line.
   *
   * @param failure as the system reports it
   */
  public static IOException of(IOException failure) {
    // All that Java passes on is the system's own words; scripts/drinkd has it say them in English.
    return "Broken pipe".equals(FileFailure.reason(failure))
        ? new OutputClosedException(failure)
        : new IOException("the output cannot be written: " + FileFailure.reason(failure), failure);
  }
}
