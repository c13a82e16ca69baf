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
    context.out().println(ROW.formatted("NAME", "ADMIN", "CREDITS", "HELD", "IBUTTONS").strip());
    Memberships members = context.services().memberships();
    Map<Long, List<String>> ibuttons = members.ibuttons(context.admin()).join();
    for (MemberRecord member : members.all(context.admin())) {
      List<String> owned = ibuttons.getOrDefault(member.id(), List.of());
      context.out().println(row(context, member, owned));
    }
    return ExitCode.WELL;
  }

  private static String row(OperatorContext context, MemberRecord member, List<String> ibuttons) {
    Balance balance = context.services().accounts().balance(context.admin(), member);
    return ROW.formatted(
            member.name(),
            member.admin() ? "yes" : "no",
            balance.available(),
            balance.held(),
            String.join(" ", ibuttons))
        .strip();
  }
}
