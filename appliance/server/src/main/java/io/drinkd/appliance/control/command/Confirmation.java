package io.drinkd.appliance.control.command;

import java.io.IOException;
import picocli.CommandLine.Option;

/** The option {@code --yes} of the commands that ask first. */
final class Confirmation {

  @Option(names = "--yes", description = "Does it without asking first.")
  private boolean yes;

  /** See {@link OperatorContext#confirm}. */
  void require(OperatorContext context, String question) throws IOException {
    context.confirm(yes, question);
  }
}
