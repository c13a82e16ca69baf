package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code ISVALIDUSER name}: whether there is a member of that name. */
@Extension
public final class IsvaliduserCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "ISVALIDUSER name";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Tells whether there is a member of that name.";
  }

  @Override
  public CommandResult answer(CommandContext call) {
    String name = call.argument(0);
    boolean known = call.services().memberships().exists(call.admin(), name);
    String is = known ? "is" : "is not";
    return dialect -> dialect.ok(known + " " + name + " " + is + " known.");
  }
}
