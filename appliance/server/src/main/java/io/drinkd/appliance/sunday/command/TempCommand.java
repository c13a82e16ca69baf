package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
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
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.NO_MACHINE_SELECTED, ErrorCode.MACHINE_GONE, ErrorCode.NO_TEMPERATURE);
  }

  @Override
  public CommandResult answer(CommandContext call) {
    return call.machine()
        .temperatureCelsius()
        .<CommandResult>map(CommandResult.Temperature::new)
        .orElseThrow(() -> new RefusedException(ErrorCode.NO_TEMPERATURE));
  }
}
