package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.Map;
import org.pf4j.Extension;

/** {@code MACHINE alias}: selects a machine by its id or an alias, exact case. */
@Extension
public final class MachineCommand extends ImmediateCommand {

  public MachineCommand() {
    super("MACHINE alias", Access.ANYONE, "Selects a machine.");
  }

  @Override
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(Refusal.NO_SUCH_MACHINE, ErrorCode.UNKNOWN_MACHINE);
  }

  @Override
  public CommandResult answer(CommandContext context) {
    MachineView machine = context.services().catalog().machine(context.argument(0));
    context.select(machine);
    return dialect -> dialect.machineSelected(machine.name());
  }
}
