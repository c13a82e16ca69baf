package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Refusal;
import io.drinkd.appliance.service.RefusedException;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code SENDCREDITS n name [key=key]}: gives credits to another member. The key makes it
 * repeatable.
 */
@Extension
public final class SendcreditsCommand implements Command {

  @Override
  public String syntax() {
    return "SENDCREDITS n name [key=key]";
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public String purpose() {
    return "Gives credits to another member.";
  }

  @Override
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(Refusal.NO_SUCH_MEMBER, ErrorCode.UNKNOWN_RECEIVER);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    Amount amount =
        new Amount(
            call.naturalNumber(0).orElseThrow(() -> new RefusedException(Refusal.INVALID_AMOUNT)));
    MemberRecord to = call.memberNamed(1);
    Optional<IdempotencyKey> key = call.lastWordKey();
    if (call.arguments().size() > 2 && key.isEmpty()) {
      throw new BadRequestException(ErrorCode.INVALID_PARAMETERS);
    }
    return call.services()
        .accounts()
        .give(call.member(), to, amount, key)
        .thenApply(available -> dialect -> dialect.creditsSent(available));
  }
}
