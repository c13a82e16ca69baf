package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Memberships;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code user rename NAME NEW}: gives a member another name. */
@Command(
    name = "rename",
    description = {
      "Gives a member another name; credits, iButtons, history and open drops stay the member's.",
      "Where passwords are in a directory, rename the entry there too, before the next login."
    })
final class UserRenameCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "The member's name.")
  private String name;

  @Parameters(index = "1", paramLabel = "NEW", description = "The name from now on.")
  private String newName;

  @Override
  int run(OperatorContext context) {
    Memberships members = context.services().memberships();
    MemberRecord member = members.named(context.admin(), name);
    MemberRecord renamed = members.rename(context.admin(), member, newName).join();
    context
        .print()
        .done(
            member.name() + " is " + renamed.name() + " now",
            "name",
            renamed.name(),
            "before",
            member.name());
    return ExitCode.WELL;
  }
}
