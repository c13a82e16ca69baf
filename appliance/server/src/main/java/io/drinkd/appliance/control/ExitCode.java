package io.drinkd.appliance.control;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.Refusal.Category;
import io.drinkd.appliance.store.StoreException;

/** The exit codes of the process. */
public final class ExitCode {

  /** Done. */
  public static final int WELL = 0;

  /** What was asked for is refused, or cannot be done for a reason that has no code of its own. */
  public static final int FAILED = 1;

  /** The configuration or the command line is wrong. */
  public static final int USAGE = 2;

  /** The books are not sound. */
  public static final int UNSOUND = 3;

  /** Another process uses the data folder, or has the bank. */
  public static final int IN_USE = 4;

  /** A port cannot be opened. */
  public static final int PORT_TAKEN = 5;

  /**
   * A file or folder cannot be read or written: rights, a full disk, a read-only one. Or the bank
   * cannot be reached, or not be used as it is or with these settings. Or the appliance that runs
   * does not answer.
   */
  public static final int UNUSABLE_FILES = 6;

  /** A fault of drinkd's own; its stack trace has been printed or logged. */
  public static final int FAULT = 70;

  /** An admin asked for a restart: supervisors restart what ends with a code other than 0. */
  public static final int RESTART = 75;

  /**
   * Memory ran out. The virtual machine ends the process, because nothing can be relied on then; a
   * shell has this code for SIGUSR1, by which scripts/drinkd makes it do so.
   */
  public static final int OUT_OF_MEMORY = 128 + 10;

  private ExitCode() {}

  /** The code for what the house refused. */
  public static int of(Refusal refusal) {
    return switch (refusal) {
      case BOOKS_UNSOUND -> UNSOUND;
      case UNKNOWN_FAILURE -> FAULT;
      default -> refusal.category() == Category.INVALID ? USAGE : FAILED;
    };
  }

  /** The code for books that cannot be used, in a file or a bank, whichever command needs them. */
  public static int of(StoreException failure) {
    return switch (failure.kind()) {
      case UNSOUND -> UNSOUND;
      case IN_USE -> IN_USE;
      case REFUSED -> FAILED;
      case UNUSABLE, UNAVAILABLE, AWAY -> UNUSABLE_FILES;
    };
  }
}
