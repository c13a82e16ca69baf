package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code VERSION}: which version of drinkd this is. */
@Extension
public final class VersionCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "VERSION";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Tells the version.";
  }

  @Override
  public CommandResult answer(CommandContext call) {
    return dialect -> dialect.ok("drinkd " + call.services().about().version());
  }
}
