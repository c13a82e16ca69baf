package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** {@code MACHINES}: the machines of the house, and whether they are connected. */
@Extension
public final class MachinesCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "MACHINES";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Lists the machines.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of();
  }

  @Override
  public CommandResult answer(CommandContext call) {
    return new CommandResult.Machines(List.copyOf(call.core().machines().all()));
  }
}
