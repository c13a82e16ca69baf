package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
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
    MachineView machine = wanted(context.services().catalog(), context.argument(0));
    context.select(machine);
    return dialect -> dialect.machineSelected(machine.name());
  }

  /** The error names the machines that there are, as clients expect it. */
  private static MachineView wanted(Catalog catalog, String name) {
    try {
      return catalog.machine(name);
    } catch (RefusedException e) {
      throw new BadRequestException(ErrorCode.UNKNOWN_MACHINE, catalog.ids());
    }
  }
}
