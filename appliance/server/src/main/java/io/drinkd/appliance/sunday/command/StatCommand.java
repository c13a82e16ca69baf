package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.MachineView;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.List;
import java.util.OptionalLong;
import org.pf4j.Extension;

/** {@code STAT [slot]}: the slots of the selected machine; works while its board is away. */
@Extension
public final class StatCommand extends ImmediateCommand {

  public StatCommand() {
    super("STAT [slot]", Access.ANYONE, "Lists the slots of the machine.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    if (!context.arguments().isEmpty() && !context.isNumber(0)) {
      throw new BadRequestException(ErrorCode.INVALID_PARAMETERS);
    }
    OptionalLong number =
        context.arguments().isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(context.slotNumber(0));
    MachineView machine = context.machine();
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
