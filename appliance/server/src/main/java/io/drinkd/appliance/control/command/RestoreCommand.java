package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.drop.LastEntries;
import io.drinkd.appliance.drop.LastEntries.Entry;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Books;
import io.drinkd.appliance.service.Books.Replaced;
import io.drinkd.appliance.service.Books.Restored;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restore FILE}: replaces the books by a copy; the old ones are kept. */
@Command(
    name = "restore",
    description = {
      "Replaces the books by a backup, if that is sound and no appliance is running.",
      "The old books are kept in the data folder, in a folder named replaced-DATE.",
      "It says how far both reach: what is newer in the old ones is lost."
    })
final class RestoreCommand extends OperatorCommand {

  @Parameters(paramLabel = "FILE", description = "A file made with backup; it is not changed.")
  private Path named;

  @Option(
      names = "--without-checksum",
      description = {
        "Also takes books that were not made with backup, such as those in replaced-DATE;",
        "a changed word in them is not noticed."
      })
  private boolean withoutChecksum;

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
    Restored restored =
        Books.restore(context.admin(), file, withoutChecksum, folder, Clock.systemUTC());
    context
        .out()
        .printf(
            Locale.ROOT,
            "restored from %s: sound, %d accounts, %d transfers, %d drops%n",
            file,
            restored.findings().accounts(),
            restored.findings().transfers(),
            restored.findings().drops());
    context.out().println("last in the copy: " + shown(restored.last()));
    if (restored.doubted() > 0) {
      context
          .out()
          .println(
              "in doubt now, for they were open in the copy and may have fallen since: "
                  + restored.doubted()
                  + " drops; see drops --in-doubt, and decide each with resolve");
    }
    restored.replaced().ifPresent(replaced -> report(context.out(), restored.last(), replaced));
    return ExitCode.WELL;
  }

  private static void report(PrintWriter out, LastEntries copy, Replaced replaced) {
    String last =
        replaced
            .last()
            .map(
                old ->
                    old.equals(copy)
                        ? "the same, so nothing is lost"
                        : shown(old) + "; what is newer than in the copy is lost")
            .orElse("cannot be read");
    out.println("last in the replaced books: " + last);
    out.println("the books that were replaced are in " + replaced.aside());
  }

  private static String shown(LastEntries last) {
    return Stream.of(
            shown("transfer", last.transfer()),
            shown("drop", last.drop()),
            shown("audit entry", last.audit()))
        .collect(Collectors.joining(", "));
  }

  private static String shown(String what, Optional<Entry> last) {
    return last.map(
            entry ->
                what + " " + entry.number() + " of " + entry.at().truncatedTo(ChronoUnit.SECONDS))
        .orElse("no " + what);
  }
}
