package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.service.Catalog;
import picocli.CommandLine.Command;

/** {@code machine list}: the state of each machine's link, and how orders ended. */
@Command(
    name = "list",
    description =
        "Lists the machines with the state of their links, and how many orders were made and"
            + " refused since the appliance was started; machine show says more.")
final class MachineListCommand extends OperatorCommand {

  @Override
  int run(OperatorContext context) {
    context.requireRunning();
    Catalog catalog = context.services().catalog();
    context.print().list(MachineTables.machines(catalog::appliance), catalog.all()::forEach);
    return ExitCode.WELL;
  }
}
