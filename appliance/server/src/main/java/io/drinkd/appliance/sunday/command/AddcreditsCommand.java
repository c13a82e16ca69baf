package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code ADDCREDITS name n [reason...] [key=key]}: grants credits from the treasury; with a minus
 * sign takes them back, never below the member's floor. The key makes it repeatable.
 */
@Extension
public final class AddcreditsCommand extends Command {

  private static final Remark NO_REASON = new Remark("grant");

  public AddcreditsCommand() {
    super(
        "ADDCREDITS name n [reason...] [key=key]",
        Access.ADMIN,
        "Grants credits, or takes them with a minus sign.");
  }

  @Override
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(Refusal.INVALID_AMOUNT, ErrorCode.INVALID_CREDITS);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    MemberRecord to = context.memberNamed(0);
    Amount amount =
        new Amount(
            context.wholeNumber(1).orElseThrow(() -> new RefusedException(Refusal.INVALID_AMOUNT)));
    String reason = context.textFrom(2);
    return context
        .services()
        .accounts()
        .grant(
            context.admin(),
            to,
            amount,
            reason.isEmpty() ? NO_REASON : new Remark(reason),
            context.lastWordKey())
        .thenApply(moved -> dialect -> dialect.ok("Added credits."));
  }
}
