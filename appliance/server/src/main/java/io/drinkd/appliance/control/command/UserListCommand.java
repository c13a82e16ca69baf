package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.Member;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code user list}: all members with their credits, by name. */
@Command(name = "list", description = "Shows all members and their credits.")
final class UserListCommand extends OperatorCommand {

  private static final String ROW = "%-32s %-5s %12s %10s  %s";

  @Override
  public int run(OperatorContext context) {
    context.out().println(ROW.formatted("NAME", "ADMIN", "CREDITS", "HELD", "IBUTTONS").strip());
    context.books().members().all().forEach(member -> context.out().println(row(context, member)));
    return ExitCode.WELL;
  }

  private static String row(OperatorContext context, Member member) {
    Balance balance = context.books().ledger().balance(member.account());
    List<String> ibuttons = context.books().members().ibuttons(member);
    return ROW.formatted(
            member.name(),
            member.admin() ? "yes" : "no",
            balance.available(),
            balance.held(),
            String.join(" ", ibuttons))
        .strip();
  }
}
