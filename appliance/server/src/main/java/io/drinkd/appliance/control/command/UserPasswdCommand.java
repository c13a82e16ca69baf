package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code user passwd NAME}: another password for a member. */
@Command(
    name = "passwd",
    description = "Changes a password. Asks for it, or reads it from standard input.")
final class UserPasswdCommand extends OperatorCommand {

  @Parameters(paramLabel = "NAME", description = "The member.")
  private String name;

  @Override
  public boolean asksForPassword() {
    return true;
  }

  @Override
  public int run(OperatorContext context) {
    String password = context.password().orElse("");
    context
        .services()
        .memberships()
        .changePassword(context.admin(), context.member(name), password)
        .join();
    context.out().println("changed the password of " + name);
    return ExitCode.WELL;
  }
}
