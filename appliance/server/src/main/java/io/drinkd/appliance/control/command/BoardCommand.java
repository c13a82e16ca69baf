package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code board ...}: debugs one machine's board. */
@Command(
    name = "board",
    description = "Debugs the board of one machine.",
    subcommands = {BoardTraceCommand.class, BoardLogCommand.class})
final class BoardCommand {}
