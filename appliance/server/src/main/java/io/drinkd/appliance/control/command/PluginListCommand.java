package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.command.Drivers.Model;
import io.drinkd.appliance.control.command.Drivers.Plugin;
import io.drinkd.appliance.control.output.Table;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code plugin list}: the loaded drivers, and the models that machines wait for. */
@Command(
    name = "list",
    description = "Lists drivers, the machines that use them, and plugins that were refused.")
final class PluginListCommand extends OperatorCommand {

  private static final Table<Model> TABLE =
      Table.<Model>of()
          .column("model", Model::name)
          .column("version", model -> model.plugin().map(Plugin::version))
          .column("state", model -> model.plugin().isPresent() ? "loaded" : "missing")
          .column("file", model -> model.plugin().map(Plugin::file))
          .column("machines", Model::machines);

  @Override
  public BooksUse books() {
    return BooksUse.NONE;
  }

  @Override
  int run(OperatorContext context) throws IOException {
    Drivers drivers = context.drivers();
    context.print().list(TABLE, drivers.models()::forEach);
    drivers.refused().forEach(context::warn);
    return ExitCode.WELL;
  }
}
