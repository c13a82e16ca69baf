package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.drop.BooksVerifier.Findings;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup FILE}: a copy of the books as they are now, while the appliance keeps running. */
@Command(
    name = "backup",
    description =
        "Copies the books into a new file and verifies the copy; the appliance may be running.")
final class BackupCommand extends OperatorCommand {

  @Parameters(
      paramLabel = "FILE",
      description =
          "The copy, which must not exist yet. The user who runs the appliance writes it, and only"
              + " that user may read it.")
  private Path named;

  @Option(names = "--replace", description = "Replaces an older copy of that name.")
  private boolean replacing;

  @Override
  int run(OperatorContext context) throws IOException {
    Path file = context.file(named);
    Findings findings = context.services().books().backup(context.admin(), file, replacing);
    context
        .print()
        .done(
            "backed up to " + file + ": " + Verified.sentence(findings),
            Verified.TABLE.detail("file", any -> file),
            findings);
    return ExitCode.WELL;
  }
}
