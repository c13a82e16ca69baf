package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code user ...}: the members. */
@Command(
    name = "user",
    description = "Lists, adds and changes members.",
    subcommands = {
      UserAddCommand.class,
      UserListCommand.class,
      UserShowCommand.class,
      UserImportCommand.class,
      UserCreditsCommand.class,
      UserAdminCommand.class,
      UserRenameCommand.class,
      UserMergeCommand.class,
      UserCloseCommand.class,
      UserCardCommand.class,
      UserFloorCommand.class,
      UserPasswdCommand.class
    })
final class UserCommand {}
