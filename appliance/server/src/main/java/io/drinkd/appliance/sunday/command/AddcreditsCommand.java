package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.Refusal;
import io.drinkd.appliance.service.RefusedException;
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
public final class AddcreditsCommand implements Command {

  private static final Remark NO_REASON = new Remark("grant");

  @Override
  public String syntax() {
    return "ADDCREDITS name n [reason...] [key=key]";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Grants credits, or takes them with a minus sign.";
  }

  @Override
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(Refusal.INVALID_AMOUNT, ErrorCode.INVALID_CREDITS);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    MemberRecord to = call.memberNamed(0);
    Amount amount =
        new Amount(
            call.wholeNumber(1).orElseThrow(() -> new RefusedException(Refusal.INVALID_AMOUNT)));
    String reason = call.textFrom(2);
    return call.services()
        .accounts()
        .grant(
            call.admin(),
            to,
            amount,
            reason.isEmpty() ? NO_REASON : new Remark(reason),
            call.lastWordKey())
        .thenApply(available -> dialect -> dialect.ok("Added credits."));
  }
}
