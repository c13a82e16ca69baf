package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  public Set<ErrorCode> problems() {
    return Set.of(
        ErrorCode.INVALID_SLOT,
        ErrorCode.NO_MACHINE_SELECTED,
        ErrorCode.MACHINE_GONE,
        ErrorCode.NO_SUCH_SLOT);
  }

  @Override
  public CommandResult answer(CommandContext call) {
    Optional<Integer> number = call.optional(0).map(text -> call.slotNumber(0));
    Machine machine = call.machine();
    if (number.isEmpty()) {
      return new CommandResult.Slots(machine.slots());
    }
    return machine
        .slot(number.get())
        .<CommandResult>map(slot -> new CommandResult.Slots(List.of(slot)))
        .orElseThrow(() -> new RefusedException(ErrorCode.NO_SUCH_SLOT));
  }
}
