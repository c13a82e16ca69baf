package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
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
  public Set<Problem> problems() {
    return Set.of(
        Problem.INVALID_SLOT,
        Problem.NO_MACHINE_SELECTED,
        Problem.MACHINE_GONE,
        Problem.NO_SUCH_SLOT);
  }

  @Override
  public Outcome answer(Call call) {
    Optional<Integer> number = call.optional(0).map(text -> call.slotNumber(0));
    Machine machine = call.machine();
    if (number.isEmpty()) {
      return new Outcome.Slots(machine.slots());
    }
    return machine
        .slot(number.get())
        .<Outcome>map(slot -> new Outcome.Slots(List.of(slot)))
        .orElseThrow(() -> new RefusedException(Problem.NO_SUCH_SLOT));
  }
}
