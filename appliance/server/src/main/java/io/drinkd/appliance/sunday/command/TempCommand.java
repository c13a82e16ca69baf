package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.Dialect;
import io.drinkd.appliance.sunday.ImmediateCommand;
import java.util.Locale;
import org.pf4j.Extension;

/** {@code TEMP}: the temperature inside the selected machine, if it was measured lately. */
@Extension
public final class TempCommand extends ImmediateCommand {

  public TempCommand() {
    super("TEMP", Access.ANYONE, "Tells the temperature in the machine, in degrees Fahrenheit.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    double celsius =
        context
            .machine()
            .temperatureCelsius()
            .orElseThrow(() -> new RefusedException(Refusal.NO_TEMPERATURE));
    return dialect -> dialect.ok(String.format(Locale.ROOT, "%.4f", Dialect.fahrenheit(celsius)));
  }
}
