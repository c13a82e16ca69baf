package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code config ...}: the configuration folder, whether or not an appliance runs with it. */
@Command(
    name = "config",
    description = "Checks the configuration, or shows what holds.",
    subcommands = {ConfigCheckCommand.class, ConfigShowCommand.class})
final class ConfigCommand {}
