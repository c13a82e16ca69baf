package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.MachineView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code machine item ID SLOT ITEM}: what is sold in it. */
@Command(name = "item", description = "Sets what is sold in a slot.")
final class MachineItemCommand extends MachineBooksCommand {

  @Mixin private SlotParameters place;

  @Parameters(index = "2", paramLabel = "ITEM", description = "Its name.")
  private String item;

  @Override
  int run(OperatorContext context) {
    MachineView machine = place.machine(context);
    context.services().stock().setItem(context.admin(), machine.id(), place.slot(), item).join();
    context
        .print()
        .done(
            place + " sells " + item, "machine", machine.id(), "slot", place.slot(), "item", item);
    return ExitCode.WELL;
  }
}
