package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code user ...}: the members. */
@Command(
    name = "user",
    description = "Shows the members, and adds to them.",
    subcommands = {UserAddCommand.class, UserListCommand.class})
final class UserCommand {}
