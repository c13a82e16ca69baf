package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code machine ...}: the machines and their boards. */
@Command(
    name = "machine",
    description = "Shows the machines, and debugs their boards.",
    subcommands = {
      MachineListCommand.class,
      MachineShowCommand.class,
      MachineTraceCommand.class,
      MachineLogCommand.class
    })
final class MachineCommand {}
