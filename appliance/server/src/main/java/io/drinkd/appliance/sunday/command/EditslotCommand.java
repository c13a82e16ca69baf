package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code EDITSLOT slot name cost quantity dropped enabled}: sets a slot of the selected machine.
 */
@Extension
public final class EditslotCommand implements Command {

  @Override
  public String syntax() {
    return "EDITSLOT slot name cost quantity dropped enabled";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Sets a slot of the machine.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(
        ErrorCode.INVALID_SLOT,
        ErrorCode.INVALID_PARAMETERS,
        ErrorCode.INVALID_COST,
        ErrorCode.INVALID_QUANTITY,
        ErrorCode.INVALID_DROPPED,
        ErrorCode.INVALID_ENABLE_FLAG,
        ErrorCode.NO_MACHINE_SELECTED,
        ErrorCode.MACHINE_GONE,
        ErrorCode.NO_SUCH_SLOT,
        ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    int slot = call.slotNumber(0);
    if (!SlotEdit.isItem(call.argument(1))) {
      throw new RefusedException(ErrorCode.INVALID_PARAMETERS);
    }
    SlotEdit edit =
        new SlotEdit(
            call.argument(1),
            call.naturalNumber(2, 1, SlotEdit.PRICE_MAX, ErrorCode.INVALID_COST),
            call.naturalNumber(3, 0, SlotEdit.COUNT_MAX, ErrorCode.INVALID_QUANTITY),
            call.naturalNumber(4, 0, SlotEdit.DROPPED_MAX, ErrorCode.INVALID_DROPPED),
            call.flag(5, ErrorCode.INVALID_ENABLE_FLAG));
    Machine machine = call.machine();
    if (machine.slot(slot).isEmpty()) {
      throw new RefusedException(ErrorCode.NO_SUCH_SLOT);
    }
    return call.core()
        .machines()
        .edit(machine, slot, edit, call.member().actor())
        .thenApply(done -> new CommandResult.Saved());
  }
}
