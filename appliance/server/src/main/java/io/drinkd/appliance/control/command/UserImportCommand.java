package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.member.MemberImport.Mistake;
import io.drinkd.appliance.service.Memberships.Imported;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code user import FILE}: adds the members of a list, all or none. */
@Command(
    name = "import",
    description = {
      "Adds all members of a CSV file, or none; names the lines that are wrong.",
      "Its first line names the columns, in any order: name, and where wanted credits, admin (yes"
          + " or no), card (ids of iButtons or cards, with blanks between), floor, password.",
      "Whoever has no password there logs in by card, if there is one, until user passwd sets one.",
      "Passwords take a tenth of a second of one processor each, so a thousand take two processors"
          + " a minute; without them a thousand members take a second or two."
    })
final class UserImportCommand extends OperatorCommand {

  private static final int SHOWN_MAX = 100;

  private static final Table<Imported> TABLE =
      Table.<Imported>of()
          .column("members", Imported::members)
          .column("credits", Imported::credits)
          .column("without-password", Imported::withoutPassword);

  private static final int BYTES_MAX = 4 << 20;

  @Parameters(paramLabel = "FILE", description = "The list, in UTF-8.")
  private String file;

  @Override
  public BooksUse books() {
    return BooksUse.BEGIN;
  }

  @Override
  public Optional<OwnFile> file() {
    return Optional.of(new OwnFile(file, BYTES_MAX));
  }

  @Override
  int run(OperatorContext context) throws IOException {
    Imported imported =
        context
            .services()
            .memberships()
            .importCsv(context.admin(), text(context.read(this)))
            .join();
    if (imported.mistakes().isEmpty()) {
      context.print().done(sentence(imported), TABLE, imported);
      return ExitCode.WELL;
    }
    Map<Integer, String> wrong = byLine(imported.mistakes());
    wrong.entrySet().stream()
        .limit(SHOWN_MAX)
        .forEach(line -> context.warn("line " + line.getKey() + ": " + line.getValue()));
    int more = wrong.size() - SHOWN_MAX;
    context.warn((more > 0 ? "and " + more + " more wrong lines; " : "") + "nobody was added");
    return ExitCode.USAGE;
  }

  private String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UsageException(file + ": is not in UTF-8; save it so, then import it again");
    }
  }

  /** The mistakes of each line, in one text. */
  private static Map<Integer, String> byLine(List<Mistake> mistakes) {
    Map<Integer, String> lines = new TreeMap<>();
    mistakes.forEach(one -> lines.merge(one.line(), one.what(), (all, next) -> all + "; " + next));
    return lines;
  }

  private static String sentence(Imported imported) {
    String added =
        "added " + imported.members() + " members with " + imported.credits() + " credits";
    return imported.withoutPassword() == 0
        ? added
        : added
            + "; "
            + imported.withoutPassword()
            + " have no password: until user passwd sets one they log in by card, if they have one";
  }
}
