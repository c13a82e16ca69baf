package io.drinkd.appliance.control.command;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options before a command, and the list of commands. */
@Command(
    name = "drinkd",
    description = "Runs the drink appliance, or one of the operator's commands below.",
    subcommands = {
      UserCommand.class,
      LedgerCommand.class,
      DropsCommand.class,
      DriversCommand.class,
      MachinesCommand.class,
      BoardCommand.class,
      ResolveCommand.class,
      RefundCommand.class,
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

  @Option(
      names = "--check",
      description = "Checks the configuration and exits; opens no port and no books.")
  private boolean check;

  @Option(names = "--version", versionHelp = true, description = "Shows the version.")
  private boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  Path conf() {
    return conf;
  }

  boolean check() {
    return check;
  }
}
