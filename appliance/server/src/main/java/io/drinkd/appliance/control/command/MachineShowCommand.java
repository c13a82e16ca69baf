package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.control.output.Table.Nested;
import io.drinkd.appliance.machine.MachineView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code machine show ID}: all that is known of one machine. */
@Command(
    name = "show",
    description =
        "Shows one machine: its link, how its orders have ended since the appliance was started,"
            + " and its slots.")
final class MachineShowCommand extends OperatorCommand {

  @Parameters(paramLabel = "ID", description = "The machine's id or alias.")
  private String id;

  @Override
  int run(OperatorContext context) {
    context.requireRunning();
    Table<MachineView> table =
        MachineTables.machines(context.services().catalog()::appliance)
            .detail("slots", machine -> new Nested<>(MachineTables.SLOT, machine.slots()));
    context.print().one(table, context.machine(id));
    return ExitCode.WELL;
  }
}
