package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.ImmediateCommand;
import org.pf4j.Extension;

/**
 * {@code SHUTDOWN [-r]}: stops the appliance cleanly, or starts it again; only where the
 * configuration allows it.
 */
@Extension
public final class ShutdownCommand extends ImmediateCommand {

  public ShutdownCommand() {
    super("SHUTDOWN [-r]", Access.ADMIN, "Stops the appliance, or with -r starts it again.");
  }

  @Override
  public CommandResult answer(CommandContext context) {
    boolean again = !context.arguments().isEmpty();
    if (again && !context.argument(0).equals("-r")) {
      throw new BadRequestException(ErrorCode.INVALID_PARAMETERS);
    }
    context.services().shutdown().stop(context.admin(), again);
    return dialect -> dialect.ok(again ? "Restarting." : "Shutting down.");
  }

  @Override
  public boolean isAllowedBy(Services services) {
    return services.shutdown().isAllowed();
  }
}
