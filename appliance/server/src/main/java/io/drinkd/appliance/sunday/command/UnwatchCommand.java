package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code UNWATCH}: ends the events. */
@Extension
public final class UnwatchCommand extends ImmediateCommand {

  public UnwatchCommand() {
    super("UNWATCH", Access.ANYONE, "Tells of no more events.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    context.unwatch();
    return dialect -> dialect.ok("Not watching.");
  }
}
