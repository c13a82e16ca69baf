package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.MachineView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code machine enable ID SLOT}: puts a slot on sale. */
@Command(name = "enable", description = "Puts a slot on sale.")
final class MachineEnableCommand extends MachineBooksCommand {

  @Mixin private SlotParameters place;

  @Override
  int run(OperatorContext context) {
    MachineView machine = place.machine(context);
    context.services().stock().setEnabled(context.admin(), machine.id(), place.slot(), true).join();
    context
        .print()
        .done(
            place + " is on sale", "machine", machine.id(), "slot", place.slot(), "enabled", true);
    return ExitCode.WELL;
  }
}
