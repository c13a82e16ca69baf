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
public final class GetbalanceCommand extends ImmediateCommand {

  public GetbalanceCommand() {
    super("GETBALANCE [name]", Access.VIEWER, "Tells the available credits.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    long available = available(context);
    return dialect -> dialect.credits(available);
  }

  private static long available(CommandContext context) {
    Accounts accounts = context.services().accounts();
    if (context.arguments().isEmpty() || context.namesOneself(0)) {
      return accounts.balance(context.viewer()).available();
    }
    // An admin, before anybody learns whether there is such a member.
    Admin admin = context.admin();
    return accounts.balance(admin, context.memberNamed(0)).available();
  }
}
