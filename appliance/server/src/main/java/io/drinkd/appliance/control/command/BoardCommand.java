package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code board ...}: one machine's board, watched from near. */
@Command(
    name = "board",
    description = "Watches one machine's board: board trace NAME, board log NAME LEVEL.",
    subcommands = {BoardTraceCommand.class, BoardLogCommand.class})
final class BoardCommand {}
