package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import java.util.Set;
import org.pf4j.Extension;

/** {@code LOCATION}: where the selected machine stands. */
@Extension
public final class LocationCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "LOCATION";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Tells where the machine stands.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(Problem.NO_MACHINE_SELECTED, Problem.MACHINE_GONE);
  }

  @Override
  public Outcome answer(Call call) {
    return new Outcome.Location(call.machine().location());
  }
}
