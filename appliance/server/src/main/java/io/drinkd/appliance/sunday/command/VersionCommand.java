package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code VERSION}: which version of drinkd this is. */
@Extension
public final class VersionCommand extends ImmediateCommand {

  public VersionCommand() {
    super("VERSION", Access.ANYONE, "Tells the version.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    return dialect -> dialect.ok("drinkd " + context.services().about().version());
  }
}
