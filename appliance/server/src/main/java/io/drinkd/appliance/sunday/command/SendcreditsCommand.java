package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.CreditsResult;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.CommandResult.Failed;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Optional;
import java.util.Set;
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
  public Set<ErrorCode> problems() {
    return Set.of(
        ErrorCode.INVALID_AMOUNT,
        ErrorCode.UNKNOWN_RECEIVER,
        ErrorCode.INVALID_PARAMETERS,
        ErrorCode.TRANSFER_TO_ONESELF,
        ErrorCode.POOR,
        ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    long amount = call.wholeNumber(0, Ledger.AMOUNT_MAX, ErrorCode.INVALID_AMOUNT);
    if (amount <= 0) {
      throw new RefusedException(ErrorCode.INVALID_AMOUNT);
    }
    MemberRecord to = call.memberNamed(1, ErrorCode.UNKNOWN_RECEIVER);
    Optional<String> key = call.lastWordKey();
    if (call.arguments().size() > 2 && key.isEmpty()) {
      throw new RefusedException(ErrorCode.INVALID_PARAMETERS);
    }
    if (to.id() == call.member().id()) {
      throw new RefusedException(ErrorCode.TRANSFER_TO_ONESELF);
    }
    return call.core()
        .credits()
        .give(call.member(), to, amount, key)
        .thenApply(SendcreditsCommand::outcome);
  }

  private static CommandResult outcome(CreditsResult result) {
    return switch (result.kind()) {
      case DONE -> new CommandResult.CreditsSent(result.available());
      case POOR -> new Failed(ErrorCode.POOR);
      case KEY_REUSED -> new Failed(ErrorCode.INVALID_PARAMETERS);
    };
  }
}
