package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code bank ...}: the PostgreSQL database that keeps the books, as a whole. */
@Command(
    name = "bank",
    description =
        "Makes, migrates, shows, checks and fills the PostgreSQL database that store: names.",
    subcommands = {
      BankInitCommand.class,
      BankMigrateCommand.class,
      BankStatusCommand.class,
      BankVerifyCommand.class,
      BankImportCommand.class,
      BankRestoredCommand.class
    })
final class BankCommand {}
