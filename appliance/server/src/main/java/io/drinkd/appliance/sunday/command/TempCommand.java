package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.service.Refusal;
import io.drinkd.appliance.service.RefusedException;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.Fahrenheit;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.Locale;
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
  public CommandResult answer(CommandContext call) {
    double celsius =
        call.machine()
            .temperatureCelsius()
            .orElseThrow(() -> new RefusedException(Refusal.NO_TEMPERATURE));
    return dialect -> dialect.ok(String.format(Locale.ROOT, "%.4f", Fahrenheit.of(celsius)));
  }
}
