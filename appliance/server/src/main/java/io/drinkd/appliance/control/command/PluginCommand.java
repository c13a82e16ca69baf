package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code plugin ...}: the drivers of boards. */
@Command(
    name = "plugin",
    description = "Lists, installs and removes the drivers of boards.",
    subcommands = {PluginListCommand.class, PluginInstallCommand.class, PluginRemoveCommand.class})
final class PluginCommand {}
