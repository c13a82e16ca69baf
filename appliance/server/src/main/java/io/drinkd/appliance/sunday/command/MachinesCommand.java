package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.Locale;
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
  public CommandResult answer(CommandContext call) {
    StringBuilder rows = new StringBuilder();
    int count = 0;
    for (MachineView machine : call.services().catalog().all()) {
      String status = machine.status().name().toLowerCase(Locale.ROOT);
      rows.append(machine.id()).append(" \"").append(machine.name()).append("\" ");
      rows.append(status).append('\n');
      count++;
    }
    int machines = count;
    return dialect -> dialect.list(rows, machines, "Machines retrieved");
  }
}
