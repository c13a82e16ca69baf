package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.drop.BooksVerifier.Findings;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup FILE}: a copy of the books as they are now, while others go on writing. */
@Command(
    name = "backup",
    description = "Copies the books into a file that does not exist yet, and verifies the copy.")
final class BackupCommand extends OperatorCommand {

  @Parameters(paramLabel = "FILE", description = "Where the copy goes; made for its owner only.")
  private Path named;

  @Override
  public int run(OperatorContext context) {
    Path file = context.file(named);
    Findings findings = BooksCopy.make(context.services().books(), context.admin(), file);
    context
        .out()
        .printf(
            "copied to %s: sound, %d accounts, %d transfers, %d drops%n",
            file, findings.accounts(), findings.transfers(), findings.drops());
    return ExitCode.WELL;
  }
}
