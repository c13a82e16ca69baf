package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code user floor NAME N}: what a member's available credits never go below. */
@Command(
    name = "floor",
    description = "Sets what a member's credits never go below; -500 lets the member owe 500.")
final class UserFloorCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "The member.")
  private String name;

  @Parameters(index = "1", paramLabel = "N", description = "From -1000000000 to 0.")
  private long floor;

  @Override
  public int run(OperatorContext context) {
    MemberRecord member = context.member(name);
    MemberEdit edit =
        new MemberEdit(OptionalLong.empty(), OptionalLong.of(floor), Optional.empty());
    context.services().memberships().edit(context.admin(), member, edit).join();
    context.out().println("the credits of " + name + " never go below " + floor);
    return ExitCode.WELL;
  }
}
