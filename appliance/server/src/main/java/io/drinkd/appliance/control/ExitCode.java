package io.drinkd.appliance.control;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.Refusal.Category;

/** The exit codes of the process. */
public final class ExitCode {

  /** Done. */
  public static final int WELL = 0;

  /** It could not be done, for a reason that has no code of its own. */
  public static final int FAILED = 1;

  /** The configuration or the command line is wrong. */
  public static final int USAGE = 2;

  /** The books are not sound. */
  public static final int UNSOUND = 3;

  /** An admin asked for a restart: supervisors restart what ends with a code other than 0. */
  public static final int RESTART = 75;

  private ExitCode() {}

  /** The code for what the house refused. */
  public static int of(Refusal refusal) {
    if (refusal == Refusal.BOOKS_UNSOUND) {
      return UNSOUND;
    }
    return refusal.category() == Category.INVALID ? USAGE : FAILED;
  }
}
