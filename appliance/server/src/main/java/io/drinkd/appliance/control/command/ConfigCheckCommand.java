package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code config check}: the same as the option {@code --check}. */
@Command(
    name = "check",
    description =
        "Checks the configuration, the host and the drivers; opens no port and no books. The same"
            + " as drinkd --check.")
final class ConfigCheckCommand {}
