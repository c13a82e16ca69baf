package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code ledger ...}: the books as a whole. */
@Command(
    name = "ledger",
    description = "Verifies or exports the books.",
    subcommands = {LedgerVerifyCommand.class, LedgerExportCommand.class})
final class LedgerCommand {}
