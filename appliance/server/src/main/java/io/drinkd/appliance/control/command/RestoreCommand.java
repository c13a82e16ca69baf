package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code restore FILE}: puts a copy in the place of the books, which are kept aside. */
@Command(
    name = "restore",
    description = {
      "Puts a copy in the place of the books, if it is sound and no appliance runs.",
      "The books that were there are kept beside it in a folder with the date in its name."
    })
final class RestoreCommand extends ClosedBooksCommand {

  @Parameters(paramLabel = "FILE", description = "A copy made with backup; it stays as it is.")
  private Path named;

  @Override
  int work(DataFolder data, Path folder, PrintWriter out) {
    Path file = folder.resolve(named).normalize();
    BooksCopy.Restored restored = BooksCopy.restore(file, data.path(), Clock.systemUTC());
    out.printf(
        "restored from %s: sound, %d accounts, %d transfers, %d drops%n",
        file,
        restored.findings().accounts(),
        restored.findings().transfers(),
        restored.findings().drops());
    restored.aside().ifPresent(aside -> out.println("what was there before is in " + aside));
    return ExitCode.WELL;
  }
}
