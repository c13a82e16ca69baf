package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Set;
import org.pf4j.Extension;

/** {@code TEMP}: the temperature inside the selected machine, if it was measured lately. */
@Extension
public final class TempCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "TEMP";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Tells the temperature in the machine.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(Problem.NO_MACHINE_SELECTED, Problem.MACHINE_GONE, Problem.NO_TEMPERATURE);
  }

  @Override
  public Outcome answer(Call call) {
    return call.machine()
        .temperatureCelsius()
        .<Outcome>map(Outcome.Temperature::new)
        .orElseThrow(() -> new RefusedException(Problem.NO_TEMPERATURE));
  }
}
