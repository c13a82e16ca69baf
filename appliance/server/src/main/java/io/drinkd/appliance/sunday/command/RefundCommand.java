package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code REFUND id reason...}: gives back the price of a drop that was charged though the can
 * stuck, once. Where it cannot, the error says what to do instead.
 */
@Extension
public final class RefundCommand extends Command {

  public RefundCommand() {
    super("REFUND id reason...", Access.ADMIN, "Gives back the price of a drop that stuck.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    long drop =
        context
            .wholeNumber(0)
            .orElseThrow(() -> new BadRequestException(ErrorCode.INVALID_PARAMETERS));
    Remark reason = new Remark(context.textFrom(1));
    return context
        .services()
        .drops()
        .refund(context.admin(), drop, reason, Optional.empty())
        .thenApply(refunded -> dialect -> dialect.ok("Refunded."));
  }
}
