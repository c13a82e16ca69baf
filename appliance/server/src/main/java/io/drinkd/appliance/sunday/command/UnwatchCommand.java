package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code UNWATCH}: ends the events. */
@Extension
public final class UnwatchCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "UNWATCH";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Tells of no more events.";
  }

  @Override
  public CommandResult answer(CommandContext call) {
    call.unwatch();
    return dialect -> dialect.ok("Not watching.");
  }
}
