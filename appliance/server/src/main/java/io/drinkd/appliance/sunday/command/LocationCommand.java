package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code LOCATION}: where the selected machine stands. */
@Extension
public final class LocationCommand extends ImmediateCommand {

  public LocationCommand() {
    super("LOCATION", Access.ANYONE, "Tells where the machine stands.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    String location = context.machine().location();
    return dialect -> dialect.ok(location);
  }
}
