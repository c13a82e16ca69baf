package io.drinkd.appliance.control.command;

import static java.util.stream.Collectors.joining;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.plugin.LoadedDriver;
import java.util.TreeSet;
import java.util.function.Predicate;
import picocli.CommandLine.Command;

/** {@code drivers}: the models that can be driven, and those that machines wait for. */
@Command(name = "drivers", description = "Shows the drivers, their machines, and refused plugins.")
final class DriversCommand extends OperatorCommand {

  private static final String ROW = "%-16s %-10s %-8s %-24s %s";

  @Override
  public int run(OperatorContext context) {
    Boards boards = context.runningBoards();
    context.out().println(ROW.formatted("MODEL", "VERSION", "STATE", "FILE", "MACHINES"));
    var missing = new TreeSet<String>();
    boards.machines().all().forEach(machine -> missing.add(machine.settings().board().driver()));
    for (LoadedDriver driver : boards.drivers().drivers()) {
      missing.remove(driver.model());
      context.out().println(row(boards, driver));
    }
    for (String model : missing) {
      context
          .out()
          .println(ROW.formatted(model, "-", "missing", "-", machines(boards, model)).strip());
    }
    boards.drivers().refused().forEach(context.out()::println);
    return ExitCode.WELL;
  }

  private static String row(Boards boards, LoadedDriver driver) {
    return ROW.formatted(
            driver.model(),
            driver.version(),
            "loaded",
            driver.file().getFileName(),
            machines(boards, driver.model()))
        .strip();
  }

  private static String machines(Boards boards, String model) {
    Predicate<Machine> ofModel = machine -> machine.settings().board().driver().equals(model);
    return boards.machines().all().stream().filter(ofModel).map(Machine::id).collect(joining(", "));
  }
}
