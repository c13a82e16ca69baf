package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/** {@code MACHINES}: the machines of the house, and whether they can take orders. */
@Extension
public final class MachinesCommand extends ImmediateCommand {

  public MachinesCommand() {
    super("MACHINES", Access.ANYONE, "Lists the machines.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    StringBuilder rows = new StringBuilder();
    int count = 0;
    for (MachineView machine : context.services().catalog().all()) {
      rows.append(machine.id()).append(" \"").append(machine.name()).append("\" ");
      rows.append(machine.state()).append('\n');
      count++;
    }
    int machines = count;
    return dialect -> dialect.list(rows, machines, "Machines retrieved");
  }
}
