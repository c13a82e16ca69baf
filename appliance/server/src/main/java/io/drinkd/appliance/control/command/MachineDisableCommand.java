package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.MachineView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code machine disable ID SLOT}: takes a slot off sale. */
@Command(name = "disable", description = "Takes a slot off sale.")
final class MachineDisableCommand extends MachineBooksCommand {

  @Mixin private SlotParameters place;

  @Override
  int run(OperatorContext context) {
    MachineView machine = place.machine(context);
    context
        .services()
        .stock()
        .setEnabled(context.admin(), machine.id(), place.slot(), false)
        .join();
    context
        .print()
        .done(
            place + " is not on sale",
            "machine",
            machine.id(),
            "slot",
            place.slot(),
            "enabled",
            false);
    return ExitCode.WELL;
  }
}
