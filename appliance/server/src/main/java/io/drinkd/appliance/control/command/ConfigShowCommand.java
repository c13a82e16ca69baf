package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code config show}: every setting that holds, and where it comes from. */
@Command(
    name = "show",
    description =
        "Shows every setting that holds, and whether it comes from a file or is the default;"
            + " passwords are never shown.")
final class ConfigShowCommand {}
