package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code bank ...}: the PostgreSQL database that keeps the books, as a whole. */
@Command(
    name = "bank",
    description =
        "Makes, migrates, shows, verifies and fills the PostgreSQL database that store: names.",
    subcommands = {
      BankInitCommand.class,
      BankMigrateCommand.class,
      BankStatusCommand.class,
      BankVerifyCommand.class,
      BankImportCommand.class
    })
final class BankCommand {}
