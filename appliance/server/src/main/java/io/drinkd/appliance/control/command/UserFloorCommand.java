package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Memberships;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code user floor NAME N}: the lowest a member's available credits may go. */
@Command(
    name = "floor",
    description =
        "Sets a member's floor, the lowest that credits may go: -500 lets the member owe 500.")
final class UserFloorCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "The member's name.")
  private String name;

  @Parameters(index = "1", paramLabel = "N", description = "From -1000000000 to 0.")
  private long floor;

  @Override
  int run(OperatorContext context) {
    Memberships members = context.services().memberships();
    MemberRecord member = members.named(context.admin(), name);
    members.edit(context.admin(), member, MemberEdit.floor(floor)).join();
    context
        .print()
        .done(
            "the credits of " + member.name() + " never go below " + floor,
            "name",
            member.name(),
            "floor",
            floor);
    return ExitCode.WELL;
  }
}
