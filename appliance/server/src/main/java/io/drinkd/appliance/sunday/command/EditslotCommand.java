package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.SlotEdit;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
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
  public Set<Problem> problems() {
    return Set.of(
        Problem.INVALID_SLOT,
        Problem.INVALID_PARAMETERS,
        Problem.INVALID_COST,
        Problem.INVALID_QUANTITY,
        Problem.INVALID_DROPPED,
        Problem.INVALID_ENABLE_FLAG,
        Problem.NO_MACHINE_SELECTED,
        Problem.MACHINE_GONE,
        Problem.NO_SUCH_SLOT,
        Problem.NOT_READY);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    int slot = call.slotNumber(0);
    if (!SlotEdit.isItem(call.argument(1))) {
      throw new RefusedException(Problem.INVALID_PARAMETERS);
    }
    SlotEdit edit =
        new SlotEdit(
            call.argument(1),
            call.naturalNumber(2, 1, SlotEdit.PRICE_MAX, Problem.INVALID_COST),
            call.naturalNumber(3, 0, SlotEdit.COUNT_MAX, Problem.INVALID_QUANTITY),
            call.naturalNumber(4, 0, SlotEdit.DROPPED_MAX, Problem.INVALID_DROPPED),
            call.flag(5, Problem.INVALID_ENABLE_FLAG));
    Machine machine = call.machine();
    if (machine.slot(slot).isEmpty()) {
      throw new RefusedException(Problem.NO_SUCH_SLOT);
    }
    return call.core()
        .machines()
        .edit(machine, slot, edit, call.member().actor())
        .thenApply(done -> new Outcome.Saved());
  }
}
