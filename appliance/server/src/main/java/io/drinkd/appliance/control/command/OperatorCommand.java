package io.drinkd.appliance.control.command;

/** A command on the books. Picocli fills the fields of its options and parameters. */
public abstract class OperatorCommand {

  /** Whether a password is asked for before the command runs. */
  public boolean asksForPassword() {
    return false;
  }

  /**
   * Does what the command is for. May block.
   *
   * @return the exit code
   * @throws RuntimeException whose message is shown, in one line, if it cannot be done
   */
  public abstract int run(OperatorContext context);
}
