package io.drinkd.appliance.control.command;

import java.io.IOException;

/** An operator's command. Picocli fills the fields of its options and parameters. */
public abstract class OperatorCommand {

  /** What it does with books that no appliance has open. Only few may make any. */
  public BooksUse books() {
    return BooksUse.OPEN;
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
