package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Memberships;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code user card add NAME ID}: gives a member a further iButton or card to log in with. */
@Command(name = "add", description = "Gives a member a further iButton or card to log in with.")
final class UserCardAddCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "The member's name.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "ID",
      description = "The id as the reader shows it: 4 to 64 letters and digits, in any case.")
  private String id;

  @Override
  int run(OperatorContext context) {
    Memberships members = context.services().memberships();
    MemberRecord member = members.named(context.admin(), name);
    members.addIbutton(context.admin(), member, id).join();
    context
        .print()
        .done(member.name() + " logs in by that card too", "name", member.name(), "ibutton", id);
    return ExitCode.WELL;
  }
}
