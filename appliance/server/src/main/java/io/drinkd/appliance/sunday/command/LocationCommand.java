package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code LOCATION}: where the selected machine stands. */
@Extension
public final class LocationCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "LOCATION";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Tells where the machine stands.";
  }

  @Override
  public CommandResult answer(CommandContext call) {
    String location = call.machine().location();
    return dialect -> dialect.ok(location);
  }
}
