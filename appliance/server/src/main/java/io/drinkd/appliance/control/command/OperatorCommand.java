package io.drinkd.appliance.control.command;

import java.io.IOException;
import java.util.Optional;

/** An operator's command. Picocli fills the fields of its options and parameters. */
public abstract class OperatorCommand {

  /** What it does with books that no appliance has open. Only few may make any. */
  public BooksUse books() {
    return BooksUse.OPEN;
  }

  /**
   * A file of the operator's that a command reads: its name, a word of the command line, and how
   * many bytes it may have.
   */
  public record OwnFile(String name, int most) {}

  /** The one that it reads, by {@link OperatorContext}, if there is one. */
  public Optional<OwnFile> file() {
    return Optional.empty();
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
