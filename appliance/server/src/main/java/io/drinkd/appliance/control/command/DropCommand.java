package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code drop ...}: what became of drops. */
@Command(
    name = "drop",
    description = "Lists drops, shows one, and decides or pays back what went wrong.",
    subcommands = {
      DropListCommand.class,
      DropShowCommand.class,
      ResolveCommand.class,
      RefundCommand.class
    })
final class DropCommand {}
