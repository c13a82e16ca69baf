package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Books;
import io.drinkd.appliance.service.Books.Restored;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code restore FILE}: replaces the books by a copy; the old ones are kept. */
@Command(
    name = "restore",
    description = {
      "Replaces the books by a backup, if that is sound and no appliance is running.",
      "The old books are kept in the data folder, in a folder named replaced-DATE."
    })
final class RestoreCommand extends OperatorCommand {

  @Parameters(paramLabel = "FILE", description = "A file made with backup; it is not changed.")
  private Path named;

  @Override
  public boolean needsClosedBooks() {
    return true;
  }

  @Override
  public boolean beginsBooks() {
    return true;
  }

  @Override
  int run(OperatorContext context) throws IOException {
    Path folder =
        context
            .closedBooks()
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.NOT_READY,
                        "the appliance is running; stop it, then run this command again"));
    Path file = context.file(named);
    Restored restored = Books.restore(context.admin(), file, folder, Clock.systemUTC());
    context
        .out()
        .printf(
            Locale.ROOT,
            "restored from %s: sound, %d accounts, %d transfers, %d drops%n",
            file,
            restored.findings().accounts(),
            restored.findings().transfers(),
            restored.findings().drops());
    restored
        .aside()
        .ifPresent(aside -> context.out().println("the books that were replaced are in " + aside));
    return ExitCode.WELL;
  }
}
