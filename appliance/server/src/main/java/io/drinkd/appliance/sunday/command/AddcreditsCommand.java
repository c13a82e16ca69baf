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
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code ADDCREDITS name n [reason...] [key=key]}: grants credits from the treasury; with a minus
 * sign takes them back, never below the member's floor. The key makes it repeatable.
 */
@Extension
public final class AddcreditsCommand implements Command {

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
  public Set<ErrorCode> problems() {
    return Set.of(
        ErrorCode.UNKNOWN_USER,
        ErrorCode.INVALID_CREDITS,
        ErrorCode.INVALID_PARAMETERS,
        ErrorCode.POOR,
        ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    MemberRecord to = call.memberNamed(0, ErrorCode.UNKNOWN_USER);
    long amount = call.wholeNumber(1, Ledger.AMOUNT_MAX, ErrorCode.INVALID_CREDITS);
    if (amount == 0) {
      throw new RefusedException(ErrorCode.INVALID_CREDITS);
    }
    String reason = call.textFrom(2);
    return call.core()
        .credits()
        .grant(call.member(), to, amount, reason.isEmpty() ? "grant" : reason, call.lastWordKey())
        .thenApply(AddcreditsCommand::outcome);
  }

  private static CommandResult outcome(CreditsResult result) {
    return switch (result.kind()) {
      case DONE -> new CommandResult.CreditsGranted();
      case POOR -> new Failed(ErrorCode.POOR);
      case KEY_REUSED -> new Failed(ErrorCode.INVALID_PARAMETERS);
    };
  }
}
