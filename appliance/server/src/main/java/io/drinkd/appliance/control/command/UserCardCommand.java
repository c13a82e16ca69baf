package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code user card ...}: the iButtons and cards by which members log in. */
@Command(
    name = "card",
    description = "Adds and removes the iButtons and cards by which members log in.",
    subcommands = {UserCardAddCommand.class, UserCardRemoveCommand.class})
final class UserCardCommand {}
