package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.command.Drivers.Model;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plugin remove FILE}: takes a driver out. */
@Command(
    name = "remove",
    description =
        "Takes a driver out of the folder of plugins; asks first if machines lose it by that.")
final class PluginRemoveCommand extends OperatorCommand {

  @Parameters(paramLabel = "FILE", description = "Its name, as plugin list shows it.")
  private String file;

  @Mixin private Confirmation confirmation;

  @Override
  public BooksUse books() {
    return BooksUse.NONE;
  }

  @Override
  int run(OperatorContext context) throws IOException {
    Drivers drivers = context.drivers();
    if (!drivers.canRemove(file)) {
      context.warn("there is no " + file + " in the folder of plugins that can be removed");
      return ExitCode.FAILED;
    }
    List<String> losing =
        drivers.models().stream()
            .filter(
                model -> model.plugin().filter(plugin -> plugin.file().equals(file)).isPresent())
            .flatMap(model -> model.machines().stream())
            .toList();
    if (!losing.isEmpty()) {
      confirmation.require(
          context,
          "Removing " + file + " takes the driver from " + String.join(", ", losing) + "; do it?");
    }
    drivers.remove(file);
    List<String> waiting =
        drivers.models().stream()
            .filter(model -> model.plugin().isEmpty())
            .map(Model::machines)
            .flatMap(List::stream)
            .filter(losing::contains)
            .toList();
    String without =
        waiting.isEmpty() ? "" : "; waiting for a driver now: " + String.join(", ", waiting);
    context.print().done("removed " + file + without, "file", file, "waiting", waiting);
    return ExitCode.WELL;
  }
}
