package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code report ...}: sums over a time. */
@Command(
    name = "report",
    description = "Sums up drops, income or stock over a time.",
    subcommands = {ReportDropsCommand.class, ReportIncomeCommand.class, ReportStockCommand.class})
final class ReportCommand {}
