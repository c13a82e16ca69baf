package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Memberships;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code user passwd NAME}: changes a member's password. */
@Command(
    name = "passwd",
    description = "Changes a password. Asks for it; without a terminal, reads standard input.")
final class UserPasswdCommand extends OperatorCommand {

  @Parameters(paramLabel = "NAME", description = "The member's name.")
  private String name;

  @Override
  int run(OperatorContext context) throws IOException {
    Memberships members = context.services().memberships();
    MemberRecord member = members.named(context.admin(), name);
    members.changePassword(context.admin(), member, context.password()).join();
    context.print().done("changed the password of " + member.name(), "name", member.name());
    return ExitCode.WELL;
  }
}
