package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.IdempotencyKey;
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
public final class SendcreditsCommand extends Command {

  public SendcreditsCommand() {
    super("SENDCREDITS n name [key=key]", Access.MEMBER, "Gives credits to another member.");
  }

  @Override
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(Refusal.NO_SUCH_MEMBER, ErrorCode.UNKNOWN_RECEIVER);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    Amount amount =
        new Amount(
            context
                .naturalNumber(0)
                .orElseThrow(() -> new RefusedException(Refusal.INVALID_AMOUNT)));
    MemberRecord to = context.memberNamed(1);
    Optional<IdempotencyKey> key = context.lastWordKey();
    if (context.arguments().size() > 2 && key.isEmpty()) {
      throw new BadRequestException(ErrorCode.INVALID_PARAMETERS);
    }
    return context
        .services()
        .accounts()
        .give(context.member(), to, amount, Optional.empty(), key)
        .thenApply(moved -> dialect -> dialect.creditsSent(moved.available()));
  }
}
