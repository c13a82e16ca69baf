package io.drinkd.appliance.control.command;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What can be said before a command, and which commands there are. */
@Command(
    name = "drinkd",
    description = "Runs the drink appliance, or does what a command says.",
    subcommands = {
      UserCommand.class,
      LedgerCommand.class,
      DropsCommand.class,
      DriversCommand.class,
      MachinesCommand.class,
      BoardCommand.class,
      ResolveCommand.class,
      BackupCommand.class,
      RestoreCommand.class
    })
final class DrinkdCommand {

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      defaultValue = "conf",
      description = "The configuration folder (default: ${DEFAULT-VALUE}).")
  private Path conf;

  @Option(names = "--check", description = "Checks the configuration and opens nothing.")
  private boolean check;

  @Option(names = "--version", versionHelp = true, description = "Tells the version.")
  private boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Tells what can be said here.")
  private boolean help;

  Path conf() {
    return conf;
  }

  boolean check() {
    return check;
  }
}
