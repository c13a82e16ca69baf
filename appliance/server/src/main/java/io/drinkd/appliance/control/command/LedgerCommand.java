package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code ledger ...}: the books as a whole. */
@Command(
    name = "ledger",
    description = "Looks at the books as a whole.",
    subcommands = {LedgerVerifyCommand.class, LedgerExportCommand.class})
final class LedgerCommand {}
