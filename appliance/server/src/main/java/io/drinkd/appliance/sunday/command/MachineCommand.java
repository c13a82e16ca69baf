package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.service.Refusal;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.Map;
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
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(Refusal.NO_SUCH_MACHINE, ErrorCode.UNKNOWN_MACHINE);
  }

  @Override
  public CommandResult answer(CommandContext call) {
    MachineView machine = call.services().catalog().machine(call.argument(0));
    call.select(machine);
    return dialect -> dialect.machineSelected(machine.name());
  }
}
