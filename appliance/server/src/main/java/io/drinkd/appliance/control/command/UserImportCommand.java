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
import java.util.Optional;
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

  private static final int SHOWN_MAX = 20;

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
    for (Mistake mistake : shown(imported)) {
      context.warn("line " + mistake.line() + ": " + mistake.what());
    }
    int more = imported.mistakes().size() - shown(imported).size();
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

  private static List<Mistake> shown(Imported imported) {
    return imported.mistakes().subList(0, Math.min(SHOWN_MAX, imported.mistakes().size()));
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
