package io.drinkd.appliance.sunday;

import static java.util.stream.Collectors.joining;

import io.drinkd.appliance.sunday.TranscriptReplies.RecordedReply;
import java.util.List;

/** The page that shows of every verb how it is written, who may use it and what is answered. */
final class ProtocolPage {

  private final Commands commands = Commands.indexed();

  /** The whole page. */
  String text() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # The Sunday protocol, verb by verb

        Made from the classes of the verbs and the transcripts; a test compares. To write it again:
        `mvn -B package -pl appliance/server -am -Dtest=ProtocolPageTest -Dprotocol.page=write \
        -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false`.

        The errors are those that the transcripts show. Any verb may also be answered with the error for a
        fault of the appliance's own. A list is rows, of which the first is shown, and a last line.

        Replies come in the order of the requests. While a drop waits its delay, %s are
        handled at once: CANCEL calls it off, and is answered behind it; QUIT overtakes its reply, which is
        not sent any more, while the drop goes on without its client. A CANCEL that is answered 350 is not
        in the books: repeat it, above all after a restart. A new password ends the member's other sessions
        and calls off the member's delayed drops.

        Doors take cards, with `IBUTTON`, only where `cards: yes` is among the listener's settings;
        elsewhere it is answered 200. Whoever has logged in by one looks and spends, and is never an admin.
        A password is set, and a token made, only by whoever has logged in by password: with a token or a
        card both are answered 200.

        `EDITSLOT` and `RESTOCK` keep what was counted, also if it is more than the slot is said to hold; how
        much that is, is set elsewhere, and never below what is in the slot. Where a board sees for itself
        whether a slot is empty, `STAT` shows what it sees, whatever was counted.

        Whoever closes the sending half of a connection gets all replies, but waits for a login that is slowed
        down, because wrong ones came before it, for five seconds at most.
        """
            .formatted(overtaking()));
    for (String dialect : Dialects.names()) {
      append(page, dialect);
    }
    return page.toString();
  }

  private String overtaking() {
    return commands.all().stream()
        .filter(Command::overtakesDelays)
        .map(command -> code(command.verb()))
        .collect(joining(" and "));
  }

  private void append(StringBuilder page, String name) {
    page.append("\n## Dialect ").append(name).append("\n\n");
    page.append("| verb | access | does | answers | errors |\n|---|---|---|---|---|\n");
    List<RecordedReply> shown = TranscriptReplies.of(name);
    for (Command command : commands.all()) {
      page.append("| ").append(code(command.syntax()));
      page.append(" | ").append(command.access().word());
      page.append(" | ").append(command.purpose());
      page.append(" | ").append(example(command, shown));
      page.append(" | ").append(errors(command, shown)).append(" |\n");
    }
  }

  private static String example(Command command, List<RecordedReply> shown) {
    String verb = command.verb();
    return shown.stream()
        .filter(reply -> reply.verb().equals(verb) && !reply.isError())
        .findFirst()
        .map(reply -> reply.example().stream().map(ProtocolPage::code).collect(joining("<br>")))
        .orElse("");
  }

  private static String errors(Command command, List<RecordedReply> shown) {
    String verb = command.verb();
    return shown.stream()
        .filter(reply -> reply.verb().equals(verb) && reply.isError() && !reply.isUnreadable())
        .map(reply -> TranscriptReplies.text(reply.last()).stripTrailing())
        .sorted()
        .distinct()
        .map(ProtocolPage::code)
        .collect(joining("<br>"));
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }
}
