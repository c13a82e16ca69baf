package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code user ...}: the members. */
@Command(
    name = "user",
    description = "Shows the members, adds to them, and changes them.",
    subcommands = {
      UserAddCommand.class,
      UserListCommand.class,
      UserFloorCommand.class,
      UserPasswdCommand.class
    })
final class UserCommand {}
