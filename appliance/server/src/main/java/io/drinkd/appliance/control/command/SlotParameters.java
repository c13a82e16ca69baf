package io.drinkd.appliance.control.command;

import io.drinkd.appliance.machine.MachineView;
import picocli.CommandLine.Parameters;

/** The parameters {@code ID SLOT} of the commands about one slot. */
final class SlotParameters {

  @Parameters(index = "0", paramLabel = "ID", description = "The machine's id or alias.")
  private String id;

  @Parameters(index = "1", paramLabel = "SLOT", description = "The slot's number.")
  private long slot;

  MachineView machine(OperatorContext context) {
    return context.machine(id);
  }

  int slot() {
    // A number that no slot has is refused as one, however large.
    return (int) Math.min(Integer.MAX_VALUE, Math.max(Integer.MIN_VALUE, slot));
  }

  /** How the result names it. */
  @Override
  public String toString() {
    return "slot " + slot + " of " + id;
  }
}
