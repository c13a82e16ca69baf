package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.service.Drops;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.Map;
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
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(
        Refusal.NO_SUCH_DROP, ErrorCode.NOT_RESOLVED,
        Refusal.NOT_IN_DOUBT, ErrorCode.NOT_RESOLVED,
        Refusal.INVALID_DECISION, ErrorCode.NOT_RESOLVED,
        Refusal.INVALID_REMARK, ErrorCode.NOT_RESOLVED);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    long drop =
        context
            .wholeNumber(0)
            .orElseThrow(
                () ->
                    new BadRequestException(
                        ErrorCode.NOT_RESOLVED,
                        "found "
                            + Printable.quoted(context.argument(0))
                            + ", expected the number of a drop"));
    Decision decision = Drops.decision(context.argument(1));
    Remark reason = new Remark(context.textFrom(2));
    return context
        .services()
        .drops()
        .resolve(context.admin(), drop, decision, reason)
        .thenApply(resolved -> dialect -> dialect.ok("Resolved."));
  }
}
