package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code WHOAMI}: the name of the member who is logged in. */
@Extension
public final class WhoamiCommand extends ImmediateCommand {

  public WhoamiCommand() {
    super("WHOAMI", Access.VIEWER, "Tells who is logged in.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    String name = context.viewer().record().name();
    return dialect -> dialect.loggedInAs(name);
  }
}
