package io.drinkd.client.manual;

import io.drinkd.client.command.CommonOptions;
import io.drinkd.client.command.Subcommand;
import io.drinkd.client.command.Subcommands;
import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.line.Option;
import java.util.List;

/** The manual page {@code drink(1)}. */
final class ManualPage {

  private static final String DESCRIPTION =
      """
      drink asks a drink server what there is, drops drinks, and looks after your credits. Without a
      command it is a shell: a prompt with the machine and your credits as they are now, history, and
      completion of commands, machines, slots, drinks and members by the Tab key. While a drop waits
      its delay, Enter cancels it; Ctrl-C leaves it waiting. The shell also knows "use MACHINE",
      which names the machine that is meant from then on, and "quit".
      """;

  private static final String NAMES =
      """
      A machine is named by its id, an alias or its name; a drink by the number of its slot, its
      name, or how its name or a word of it begins, with at least three letters. Capital letters
      and small ones are the same there. A member is named exactly, because credits follow.
      """;

  private static final String LINKS =
      """
      A drop or gift whose connection is lost is repeated with its key, where the server takes one:
      one drink falls, however often the connection is lost. Where the server takes none, nothing is
      repeated, and the exit code is 9.
      """;

  private static final String FILES =
      """
      The file config has lines such as "host = drink.example.net"; the others are port, tls (yes or
      no), trust (a file of certificates), name and machine. The file tokens has the tokens that
      "drink login" keeps; only its owner may read it. A password is never stored: it is asked for,
      or read as a line of standard input where that is no terminal. The file history has what was
      typed in the shell.
      """;

  private ManualPage() {}

  static String text(String version) {
    StringBuilder page = new StringBuilder();
    page.append(".TH DRINK 1 \"\" \"drink ").append(version).append("\" \"User Commands\"\n");
    section(page, "NAME", "drink - a drink from a terminal");
    page.append(".SH SYNOPSIS\n.B drink\n[OPTION...] [COMMAND]\n");
    section(page, "DESCRIPTION", DESCRIPTION);
    page.append(".PP\n").append(escaped(NAMES));
    page.append(".PP\n").append(escaped(LINKS));
    page.append(".SH COMMANDS\n");
    for (Subcommand command : Subcommands.ALL) {
      entry(page, command.syntax().synopsis(), command.syntax().summary());
      for (Option option : command.syntax().options()) {
        page.append(".RS\n");
        entry(page, option.synopsis(), option.meaning());
        page.append(".RE\n");
      }
    }
    page.append(".SH OPTIONS\n");
    CommonOptions.ALL.forEach(option -> entry(page, option.synopsis(), option.meaning()));
    page.append(".SH EXIT STATUS\n");
    for (ExitCode code : ExitCode.values()) {
      entry(page, String.valueOf(code.number()), code.meaning());
    }
    page.append("With \\-\\-json the reason is one of: ").append(words());
    page.append(". Where the server refused, its own line is given too.\n");
    section(page, "FILES", "~/.config/drink");
    page.append(".PP\n").append(escaped(FILES));
    page.append(".SH ENVIRONMENT\n");
    entry(page, "XDG_CONFIG_HOME", "the folder that has the folder drink, if not ~/.config");
    entry(page, "NO_COLOR", "no colours, whatever its value");
    entry(page, "TZ", "the zone in which times are shown, if not that of this computer");
    return page.toString();
  }

  private static String words() {
    List<String> words =
        List.of(ExitCode.values()).stream()
            .filter(code -> code != ExitCode.DONE && code != ExitCode.INTERRUPTED)
            .map(ExitCode::word)
            .toList();
    return escaped(String.join(", ", words)).strip();
  }

  private static void section(StringBuilder page, String title, String text) {
    page.append(".SH ").append(title).append('\n').append(escaped(text));
  }

  private static void entry(StringBuilder page, String term, String meaning) {
    page.append(".TP\n.B ").append(escaped(term)).append(escaped(meaning));
  }

  /** No text is taken for a request; dashes are those that are typed. */
  private static String escaped(String text) {
    return text.strip()
            .replace("\\", "\\e")
            .replace("-", "\\-")
            .replaceAll("(?m)^([.'])", "\\\\&$1")
        + "\n";
  }
}
