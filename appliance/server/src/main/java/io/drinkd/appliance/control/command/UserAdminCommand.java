package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Memberships;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code user admin NAME on|off}: says whether a member is an admin. */
@Command(
    name = "admin",
    description = "Makes a member an admin, or no longer one; the last admin stays one.")
final class UserAdminCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "The member's name.")
  private String name;

  @Parameters(index = "1", paramLabel = "on|off", description = "Whether the member is an admin.")
  private OnOff state;

  @Override
  int run(OperatorContext context) {
    Memberships members = context.services().memberships();
    MemberRecord member = members.named(context.admin(), name);
    boolean admin = state.isOn();
    members.edit(context.admin(), member, MemberEdit.admin(admin)).join();
    String now = admin ? " is an admin now" : " is no admin any more";
    context.print().done(member.name() + now, "name", member.name(), "admin", admin);
    return ExitCode.WELL;
  }
}
