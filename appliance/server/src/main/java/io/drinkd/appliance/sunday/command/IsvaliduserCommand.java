package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code ISVALIDUSER name}: whether there is a member of that name. */
@Extension
public final class IsvaliduserCommand extends ImmediateCommand {

  public IsvaliduserCommand() {
    super("ISVALIDUSER name", Access.ADMIN, "Tells whether there is a member of that name.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    String name = context.argument(0);
    boolean known = context.services().memberships().exists(context.admin(), name);
    String is = known ? "is" : "is not";
    return dialect -> dialect.ok(known + " " + name + " " + is + " known.");
  }
}
