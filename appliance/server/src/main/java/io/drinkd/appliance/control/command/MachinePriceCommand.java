package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.MachineView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code machine price ID SLOT N}: what its drinks cost. */
@Command(name = "price", description = "Sets what a slot's drinks cost, from the next order on.")
final class MachinePriceCommand extends MachineBooksCommand {

  @Mixin private SlotParameters place;

  @Parameters(index = "2", paramLabel = "N", description = "Whole credits; 0 is free.")
  private long price;

  @Override
  int run(OperatorContext context) {
    MachineView machine = place.machine(context);
    context.services().stock().setPrice(context.admin(), machine.id(), place.slot(), price).join();
    context
        .print()
        .done(
            place + " costs " + price,
            "machine",
            machine.id(),
            "slot",
            place.slot(),
            "price",
            price);
    return ExitCode.WELL;
  }
}
