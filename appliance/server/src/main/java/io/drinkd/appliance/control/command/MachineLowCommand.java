package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.MachineView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code machine low ID SLOT N}: when its stock is low. */
@Command(name = "low", description = "Sets with how many left a slot's stock is low.")
final class MachineLowCommand extends MachineBooksCommand {

  @Mixin private SlotParameters place;

  @Parameters(index = "2", paramLabel = "N", description = "How many.")
  private long low;

  @Override
  int run(OperatorContext context) {
    MachineView machine = place.machine(context);
    context.services().stock().setLow(context.admin(), machine.id(), place.slot(), low).join();
    context
        .print()
        .done(
            place + " is low with " + low + " left",
            "machine",
            machine.id(),
            "slot",
            place.slot(),
            "low",
            low);
    StockRemarks.warn(context, place.machine(context), place.slot());
    return ExitCode.WELL;
  }
}
