package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/**
 * {@code QUIT}: ends the connection; what was asked before it is answered first, but for a drop
 * that waits its delay: that continues without its client.
 */
@Extension
public final class QuitCommand extends ImmediateCommand {

  public QuitCommand() {
    super("QUIT", Access.ANYONE, "Ends the connection.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    return new CommandResult.Goodbye();
  }

  @Override
  public boolean overtakesDelays() {
    return true;
  }
}
