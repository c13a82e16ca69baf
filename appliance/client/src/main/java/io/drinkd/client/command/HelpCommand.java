package io.drinkd.client.command;

import io.drinkd.client.line.Syntax;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code help}: the commands. */
final class HelpCommand extends Subcommand {

  HelpCommand() {
    super("help", "[COMMAND]", 0, 1, "list the commands, or explain one");
  }

  @Override
  public void run(Invocation invocation) {
    Optional<String> wanted = invocation.word(0);
    if (wanted.isEmpty()) {
      Help.showCommands(invocation.out(), invocation.place().own());
      return;
    }
    Syntax syntax =
        Stream.concat(Subcommands.syntaxes().stream(), invocation.place().own().stream())
            .filter(one -> one.name().equals(wanted.get()))
            .findFirst()
            .orElseThrow(() -> Subcommands.unknown(wanted.get()));
    Help.show(invocation.out(), syntax);
  }
}
