package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.control.output.Times;
import io.drinkd.appliance.drop.LastEntries;
import io.drinkd.appliance.drop.LastEntries.Entry;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Books;
import io.drinkd.appliance.service.Books.Replaced;
import io.drinkd.appliance.service.Books.Restored;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
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

  private static final Table<Restored> TABLE =
      Table.<Restored>of()
          .column("sound", restored -> restored.findings().sound())
          .column("accounts", restored -> restored.findings().accounts())
          .column("transfers", restored -> restored.findings().transfers())
          .column("drops", restored -> restored.findings().drops())
          .column("last-transfer", restored -> restored.last().transfer().map(Entry::number))
          .column("last-drop", restored -> restored.last().drop().map(Entry::number))
          .column("in-doubt-now", Restored::doubted)
          .column("replaced", restored -> restored.replaced().map(Replaced::aside));

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
  public BooksUse books() {
    return BooksUse.CLOSED;
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
    context.print().done(sentence(context.times(), file, restored), TABLE, restored);
    return ExitCode.WELL;
  }

  private static String sentence(Times times, Path file, Restored restored) {
    StringBuilder lines = new StringBuilder();
    lines
        .append("restored from " + file + ": " + Verified.sentence(restored.findings()))
        .append("\nlast in the copy: " + shown(times, restored.last()));
    if (restored.doubted() > 0) {
      lines.append(
          "\nin doubt now, for they were open in the copy and may have fallen since: "
              + restored.doubted()
              + " drops; see drops --in-doubt, and decide each with drop resolve");
    }
    restored
        .replaced()
        .ifPresent(replaced -> lines.append(sentence(times, restored.last(), replaced)));
    return lines.toString();
  }

  private static String sentence(Times times, LastEntries copy, Replaced replaced) {
    String last =
        replaced
            .last()
            .map(
                old ->
                    old.equals(copy)
                        ? "the same, so nothing is lost"
                        : shown(times, old) + "; what is newer than in the copy is lost")
            .orElse("cannot be read");
    return "\nlast in the replaced books: "
        + last
        + "\nthe books that were replaced are in "
        + replaced.aside();
  }

  private static String shown(Times times, LastEntries last) {
    return Stream.of(
            shown(times, "transfer", last.transfer()),
            shown(times, "drop", last.drop()),
            shown(times, "audit entry", last.audit()))
        .collect(Collectors.joining(", "));
  }

  private static String shown(Times times, String what, Optional<Entry> last) {
    return last.map(entry -> what + " " + entry.number() + " of " + times.shown(entry.at()))
        .orElse("no " + what);
  }
}
