package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.machine.MachineView;
import java.util.Locale;
import java.util.Set;
import org.apache.logging.log4j.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code machine log ID LEVEL}: the log level of one machine's board. */
@Command(
    name = "log",
    description = "Sets the log level of a machine's board until the appliance stops.")
final class MachineLogCommand extends OperatorCommand {

  private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace");

  @Parameters(index = "0", paramLabel = "ID", description = "The machine's id or alias.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "LEVEL",
      description = "error, warn, info, debug, or trace, which logs every message.")
  private String level;

  @Override
  int run(OperatorContext context) {
    if (!LEVELS.contains(level)) {
      throw new UsageException(
          "found " + level + ", expected error, warn, info, debug or trace; nothing was changed");
    }
    context.requireRunning();
    MachineView machine = context.machine(name);
    Level wanted = Level.valueOf(level.toUpperCase(Locale.ROOT));
    context.services().catalog().logBoard(context.admin(), machine.id(), wanted).join();
    machine
        .otherAppliance()
        .ifPresent(
            other ->
                context.warn(
                    "appliance \""
                        + other
                        + "\" has "
                        + machine.id()
                        + ", whose board is logged"
                        + " there; the level holds here once this appliance has the machine"));
    context
        .print()
        .done(
            "the board of " + machine.id() + " is logged at level " + level,
            "machine",
            machine.id(),
            "level",
            level);
    return ExitCode.WELL;
  }
}
