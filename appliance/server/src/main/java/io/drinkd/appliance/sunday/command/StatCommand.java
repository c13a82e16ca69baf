package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.service.Refusal;
import io.drinkd.appliance.service.RefusedException;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.List;
import java.util.OptionalLong;
import org.pf4j.Extension;

/** {@code STAT [slot]}: the slots of the selected machine; works while its board is away. */
@Extension
public final class StatCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "STAT [slot]";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Lists the slots of the machine.";
  }

  @Override
  public CommandResult answer(CommandContext call) {
    OptionalLong number =
        call.arguments().isEmpty() ? OptionalLong.empty() : OptionalLong.of(call.slotNumber(0));
    MachineView machine = call.machine();
    if (number.isEmpty()) {
      return new CommandResult.Slots(machine.slots());
    }
    Slot slot =
        machine
            .slot((int) number.getAsLong())
            .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_SLOT));
    return new CommandResult.Slots(List.of(slot));
  }
}
