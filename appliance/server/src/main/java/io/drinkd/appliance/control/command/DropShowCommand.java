package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drop show ID}: all that the books keep of one drop. */
@Command(name = "show", description = "Shows one drop, and who said what of it.")
final class DropShowCommand extends OperatorCommand {

  @Parameters(paramLabel = "ID", description = "The drop's id.")
  private long id;

  @Override
  int run(OperatorContext context) {
    context
        .print()
        .one(DropTables.HISTORY, context.services().drops().find(context.admin(), id).join());
    return ExitCode.WELL;
  }
}
