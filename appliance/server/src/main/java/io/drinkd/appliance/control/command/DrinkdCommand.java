package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** All commands, besides the options before them. */
@Command(
    name = "drinkd",
    description = "Runs the drink appliance, or one of the operator's commands below.",
    subcommands = {
      StatusCommand.class,
      UserCommand.class,
      MachineCommand.class,
      DropCommand.class,
      DropsCommand.class,
      ResolveCommand.class,
      ReportCommand.class,
      AuditCommand.class,
      LedgerCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      BankCommand.class,
      PluginCommand.class,
      ConfigCommand.class
    })
final class DrinkdCommand extends StartCommand {}
