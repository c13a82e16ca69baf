package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.reading.Reading;
import io.drinkd.appliance.service.Period;
import io.drinkd.appliance.service.Temperatures;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code machine temperature ID [--since --until]}: how warm a machine was. */
@Command(
    name = "temperature",
    description =
        "Lists how warm a machine was, oldest first, in degrees Celsius: by the minute, or over a"
            + " longer time by the hour or more, at most "
            + Temperatures.POINTS_MAX
            + " lines.")
final class MachineTemperatureCommand extends MachineBooksCommand {

  private static final double TENTHS = 10;

  private static final Table<Reading> TABLE =
      Table.<Reading>of()
          .column("at", Reading::at)
          .column("least", Reading::least)
          .column("mean", reading -> Math.round(reading.mean() * TENTHS) / TENTHS)
          .column("most", Reading::most);

  @Parameters(paramLabel = "ID", description = "The machine, by its id or alias.")
  private String id;

  @Mixin private Span span;

  @Override
  int run(OperatorContext context) {
    Period period = span.period(context);
    String machine = context.machine(id).id();
    List<Reading> readings =
        context.services().temperatures().between(machine, period.from(), period.until()).join();
    context.print().list(TABLE, readings::forEach);
    return ExitCode.WELL;
  }
}
