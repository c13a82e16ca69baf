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
public final class QuitCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "QUIT";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Ends the connection.";
  }

  @Override
  public CommandResult answer(CommandContext call) {
    return new CommandResult.Goodbye();
  }

  @Override
  public boolean overtakesDelays() {
    return true;
  }
}
