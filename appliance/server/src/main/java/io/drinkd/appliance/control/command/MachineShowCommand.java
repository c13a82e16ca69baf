package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
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
    context.print().one(MachineTables.MACHINE_WITH_SLOTS, context.machine(id));
    return ExitCode.WELL;
  }
}
