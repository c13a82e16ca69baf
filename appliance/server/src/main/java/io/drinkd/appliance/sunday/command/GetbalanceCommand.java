package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.service.Accounts;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code GETBALANCE [name]}: the credits that a member can spend; of another member for admins. */
@Extension
public final class GetbalanceCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "GETBALANCE [name]";
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public String purpose() {
    return "Tells the available credits.";
  }

  @Override
  public CommandResult answer(CommandContext call) {
    long available = available(call);
    return dialect -> dialect.credits(available);
  }

  private static long available(CommandContext call) {
    Accounts accounts = call.services().accounts();
    if (call.arguments().isEmpty() || call.namesOneself(0)) {
      return accounts.balance(call.member()).available();
    }
    // An admin, before anybody learns whether there is such a member.
    Admin admin = call.admin();
    return accounts.balance(admin, call.memberNamed(0)).available();
  }
}
