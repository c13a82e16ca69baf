package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.command.Drivers.Model;
import io.drinkd.appliance.control.command.Drivers.Plugin;
import picocli.CommandLine.Command;

/** {@code drivers}: the loaded drivers, and the models that machines wait for. */
@Command(
    name = "drivers",
    description = "Lists drivers, the machines that use them, and plugins that were refused.")
final class DriversCommand extends OperatorCommand {

  private static final String ROW = "%-16s %-10s %-8s %-24s %s";

  @Override
  int run(OperatorContext context) {
    Drivers drivers = context.drivers();
    context.row(ROW, "MODEL", "VERSION", "STATE", "FILE", "MACHINES");
    drivers.models().forEach(model -> show(model, context));
    drivers.refused().forEach(context.out()::println);
    return ExitCode.WELL;
  }

  private static void show(Model model, OperatorContext context) {
    context.row(
        ROW,
        model.name(),
        model.plugin().map(Plugin::version).orElse("-"),
        model.plugin().isPresent() ? "loaded" : "missing",
        model.plugin().map(Plugin::file).orElse("-"),
        String.join(", ", model.machines()));
  }
}
