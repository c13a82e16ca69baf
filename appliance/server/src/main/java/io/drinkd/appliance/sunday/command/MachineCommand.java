package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Set;
import java.util.stream.Collectors;
import org.pf4j.Extension;

/** {@code MACHINE alias}: selects a machine by its id or an alias, exact case. */
@Extension
public final class MachineCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "MACHINE alias";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Selects a machine.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.UNKNOWN_MACHINE);
  }

  @Override
  public CommandResult answer(CommandContext call) {
    Machines machines = call.core().machines();
    Machine machine =
        machines
            .find(call.argument(0))
            .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN_MACHINE, ids(machines)));
    call.select(machine);
    return new CommandResult.MachineSelected(machine);
  }

  private static String ids(Machines machines) {
    return machines.all().stream().map(Machine::id).collect(Collectors.joining(" "));
  }
}
