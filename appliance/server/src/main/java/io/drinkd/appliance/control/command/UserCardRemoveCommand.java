package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Memberships;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code user card remove NAME ID}: takes an iButton or card from a member. */
@Command(name = "remove", description = "Takes an iButton or card from a member.")
final class UserCardRemoveCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "The member's name.")
  private String name;

  @Parameters(index = "1", paramLabel = "ID", description = "The id of an iButton or card.")
  private String id;

  @Override
  int run(OperatorContext context) {
    Memberships members = context.services().memberships();
    MemberRecord member = members.named(context.admin(), name);
    members.removeIbutton(context.admin(), member, id).join();
    context
        .print()
        .done(
            member.name() + " does not log in by that card any more",
            "name",
            member.name(),
            "ibutton",
            id);
    return ExitCode.WELL;
  }
}
