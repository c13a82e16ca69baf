package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.command.Drivers.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code plugin install FILE}: a new driver, or a new version of one. */
@Command(
    name = "install",
    description =
        "Checks a driver and puts it into the folder of plugins; an appliance that runs has loaded"
            + " it when this ends.")
final class PluginInstallCommand extends OperatorCommand {

  private static final int BYTES_MAX = 64 << 20;

  @Parameters(
      paramLabel = "FILE",
      description = "The driver's jar or zip; one of the same name is replaced.")
  private String file;

  @Override
  public BooksUse books() {
    return BooksUse.NONE;
  }

  @Override
  public Optional<OwnFile> file() {
    return Optional.of(new OwnFile(file, BYTES_MAX));
  }

  @Override
  int run(OperatorContext context) throws IOException {
    String name = String.valueOf(Path.of(file).getFileName());
    Drivers drivers = context.drivers();
    List<String> models = drivers.install(name, to -> context.copy(this, to));
    List<Model> driven =
        drivers.models().stream().filter(model -> isDrivenBy(name, model)).toList();
    if (driven.isEmpty()) {
      drivers.refused().stream().filter(line -> line.contains(name)).forEach(context::warn);
      context.warn(
          name
              + ": is in the folder of plugins and is not used, for another plugin drives "
              + String.join(", ", models)
              + "; see plugin list");
      return ExitCode.FAILED;
    }
    List<String> machines = driven.stream().flatMap(model -> model.machines().stream()).toList();
    String used =
        machines.isEmpty() ? "no machine has it" : "for machine " + String.join(", ", machines);
    context
        .print()
        .done(
            "installed " + name + ": drives " + String.join(", ", models) + "; " + used,
            "file",
            name,
            "models",
            models,
            "machines",
            machines);
    return ExitCode.WELL;
  }

  private static boolean isDrivenBy(String name, Model model) {
    return model.plugin().filter(plugin -> plugin.file().equals(name)).isPresent();
  }
}
