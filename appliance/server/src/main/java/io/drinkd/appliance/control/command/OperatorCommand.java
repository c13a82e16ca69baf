package io.drinkd.appliance.control.command;

import java.io.IOException;

/** An operator's command. Picocli fills the fields of its options and parameters. */
public abstract class OperatorCommand {

  /**
   * Whether a password is asked for before the command runs.
   *
   * @param passwordsInDirectory whether a directory has the members' passwords, but for those of
   *     local members
   */
  public boolean asksForPassword(boolean passwordsInDirectory) {
    return false;
  }

  /** Whether it makes sense where there are no books yet. All others must not make any. */
  public boolean beginsBooks() {
    return false;
  }

  /** Whether it works on books that nobody has open, whether or not they are sound. */
  public boolean needsClosedBooks() {
    return false;
  }

  /**
   * Runs the command. May block.
   *
   * @return a code of {@link io.drinkd.appliance.control.ExitCode}
   * @throws UsageException if an argument makes no sense
   * @throws IOException if a file that the command names cannot be used; the message is one line
   * @throws RuntimeException for whatever {@link io.drinkd.appliance.service.Faults} distinguishes
   */
  abstract int run(OperatorContext context) throws IOException;
}
