package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Memberships;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code user list}: all members with their credits, by name. */
@Command(name = "list", description = "Lists all members with their credits and iButtons.")
final class UserListCommand extends OperatorCommand {

  private static final String ROW = "%-32s %-5s %12s %10s  %s";

  @Override
  int run(OperatorContext context) {
    context.row(ROW, "NAME", "ADMIN", "CREDITS", "HELD", "IBUTTONS");
    Memberships members = context.services().memberships();
    Map<Long, List<String>> ibuttons = members.ibuttons(context.admin()).join();
    for (MemberRecord member : members.all(context.admin())) {
      Balance balance = context.services().accounts().balance(context.admin(), member);
      context.row(
          ROW,
          member.name(),
          member.admin() ? "yes" : "no",
          balance.available(),
          balance.held(),
          String.join(" ", ibuttons.getOrDefault(member.id(), List.of())));
    }
    return ExitCode.WELL;
  }
}
