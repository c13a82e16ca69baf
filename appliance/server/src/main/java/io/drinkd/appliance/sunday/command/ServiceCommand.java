package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.service.Catalog;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code SERVICE off|on [reason...]}: takes the selected machine out of service, for a reason, or
 * puts it back. Out of service it takes no orders but those of admins, who may try it.
 */
@Extension
public final class ServiceCommand extends Command {

  private static final Remark NO_REASON = new Remark("no reason given");

  public ServiceCommand() {
    super(
        "SERVICE off|on [reason...]",
        Access.ADMIN,
        "Takes the machine out of service, or puts it back.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    boolean off = context.argument(0).equalsIgnoreCase("off");
    boolean on = context.argument(0).equalsIgnoreCase("on") && context.arguments().size() == 1;
    if (!off && !on) {
      throw new BadRequestException(ErrorCode.INVALID_PARAMETERS);
    }
    Remark why = context.optional(1).isEmpty() ? NO_REASON : new Remark(context.textFrom(1));
    Catalog catalog = context.services().catalog();
    return (off
            ? catalog.outOfService(context.admin(), context.machineId(), why)
            : catalog.inService(context.admin(), context.machineId()))
        .thenApply(done -> dialect -> dialect.ok("Changes saved."));
  }
}
