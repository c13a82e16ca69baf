package io.drinkd.client.command;

import io.drinkd.client.failure.FailedException;
import io.drinkd.client.line.Arguments;
import io.drinkd.client.line.Option;
import io.drinkd.client.line.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All commands, and how one is found and run. */
public final class Subcommands {

  /** In the order of the manual. */
  public static final List<Subcommand> ALL =
      List.of(
          new LsCommand(),
          new DropCommand(),
          new RandomCommand(),
          new CancelCommand(),
          new BalanceCommand(),
          new GiveCommand(),
          new UndoCommand(),
          new HistoryCommand(),
          new MachinesCommand(),
          new TempCommand(),
          new WatchCommand(),
          new LoginCommand(),
          new LogoutCommand(),
          new TokenCommand(),
          new RawCommand(),
          new PingCommand(),
          new HelpCommand());

  private Subcommands() {}

  /** The command of a name. */
  public static Optional<Subcommand> find(String name) {
    return ALL.stream().filter(command -> command.syntax().name().equals(name)).findFirst();
  }

  static List<Syntax> syntaxes() {
    return ALL.stream().map(Subcommand::syntax).toList();
  }

  static FailedException unknown(String name) {
    return FailedException.usage(
        "there is no command \"" + name + "\"; \"help\" lists those that there are");
  }

  /** The options of all commands together, so that they may stand before the command's name. */
  public static List<Option> options() {
    List<Option> options = new ArrayList<>();
    ALL.forEach(command -> options.addAll(command.syntax().options()));
    return options;
  }

  /**
   * Runs the command that a line begins with, or explains it if that is asked for.
   *
   * @param line its options must be known to the command, or be those of all commands
   * @throws FailedException if there is none, its words are too few or many, or it fails
   */
  public static void run(Arguments line, List<Option> common, Place place) {
    String name = line.words().get(0);
    Subcommand command = find(name).orElseThrow(() -> unknown(name));
    if (line.has(CommonOptions.HELP.name())) {
      Help.show(place.out(), command.syntax());
      return;
    }
    List<String> words = line.words().subList(1, line.words().size());
    if (words.size() < command.syntax().least() || words.size() > command.syntax().most()) {
      throw FailedException.usage("expected: " + command.syntax().synopsis());
    }
    for (String option : line.options().keySet()) {
      boolean known =
          common.stream().anyMatch(one -> one.name().equals(option))
              || command.syntax().options().stream().anyMatch(one -> one.name().equals(option));
      if (!known) {
        throw FailedException.usage(name + " has no option --" + option);
      }
    }
    command.run(new Invocation(new Arguments(List.copyOf(words), line.options()), place));
  }
}
