package io.drinkd.client.command;

import io.drinkd.client.line.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code help}: the commands. */
final class HelpCommand extends Subcommand {

  HelpCommand() {
    super("help", "[COMMAND]", 0, 1, "list the commands, or explain one");
  }

  @Override
  public void run(Invocation invocation) {
    List<String> lines = new ArrayList<>();
    List<Object> objects = new ArrayList<>();
    for (Subcommand command : Subcommands.ALL) {
      Syntax syntax = command.syntax();
      if (invocation.word(0).isEmpty() || invocation.word(0).get().equals(syntax.name())) {
        lines.add(String.format(Locale.ROOT, "  %-38s %s", syntax.synopsis(), syntax.summary()));
        syntax
            .options()
            .forEach(
                option ->
                    lines.add(
                        String.format(
                            Locale.ROOT, "      %-34s %s", option.synopsis(), option.meaning())));
        objects.add(
            Map.of("command", syntax.name(), "does", syntax.summary(), "use", syntax.synopsis()));
      }
    }
    if (lines.isEmpty()) {
      throw Subcommands.unknown(invocation.word(0).get());
    }
    invocation.out().show(String.join("\n", lines), Map.of("commands", objects));
  }
}
