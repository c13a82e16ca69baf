package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.MachineView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code machine capacity ID SLOT N}: how many it holds. */
@Command(
    name = "capacity",
    description = "Sets how many a slot holds, which is how far restock --fill fills it.")
final class MachineCapacityCommand extends MachineBooksCommand {

  @Mixin private SlotParameters place;

  @Parameters(index = "2", paramLabel = "N", description = "How many.")
  private long capacity;

  @Override
  int run(OperatorContext context) {
    MachineView machine = place.machine(context);
    context
        .services()
        .stock()
        .setCapacity(context.admin(), machine.id(), place.slot(), capacity)
        .join();
    context
        .print()
        .done(
            place + " holds " + capacity,
            "machine",
            machine.id(),
            "slot",
            place.slot(),
            "capacity",
            capacity);
    StockRemarks.warn(context, place.machine(context), place.slot());
    return ExitCode.WELL;
  }
}
