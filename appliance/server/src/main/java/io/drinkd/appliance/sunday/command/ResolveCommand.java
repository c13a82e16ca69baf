package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.service.Drops;
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
 * {@code RESOLVE id dropped|refunded reason...}: decides a drop in doubt by what somebody has seen:
 * the member pays, or keeps the credits.
 */
@Extension
public final class ResolveCommand extends Command {

  public ResolveCommand() {
    super("RESOLVE id dropped|refunded reason...", Access.ADMIN, "Decides a drop in doubt.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    long drop =
        context
            .wholeNumber(0)
            .orElseThrow(() -> new BadRequestException(ErrorCode.INVALID_PARAMETERS));
    Decision decision = Drops.decision(context.argument(1));
    Remark reason = new Remark(context.textFrom(2));
    return context
        .services()
        .drops()
        .resolve(context.admin(), drop, decision, reason)
        .thenApply(resolved -> dialect -> dialect.ok("Resolved."));
  }
}
