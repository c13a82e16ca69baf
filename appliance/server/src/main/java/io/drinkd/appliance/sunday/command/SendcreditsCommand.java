package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.member.CreditsResult;
import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Outcome.Failed;
import io.drinkd.appliance.sunday.Problem;
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
  public Set<Problem> problems() {
    return Set.of(
        Problem.INVALID_AMOUNT,
        Problem.UNKNOWN_RECEIVER,
        Problem.INVALID_PARAMETERS,
        Problem.TRANSFER_TO_ONESELF,
        Problem.POOR,
        Problem.NOT_READY);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    long amount = call.wholeNumber(0, Ledger.AMOUNT_MAX, Problem.INVALID_AMOUNT);
    if (amount <= 0) {
      throw new RefusedException(Problem.INVALID_AMOUNT);
    }
    Member to = call.memberNamed(1, Problem.UNKNOWN_RECEIVER);
    Optional<String> key = call.lastWordKey();
    if (call.arguments().size() > 2 && key.isEmpty()) {
      throw new RefusedException(Problem.INVALID_PARAMETERS);
    }
    if (to.id() == call.member().id()) {
      throw new RefusedException(Problem.TRANSFER_TO_ONESELF);
    }
    return call.core()
        .credits()
        .give(call.member(), to, amount, key)
        .thenApply(SendcreditsCommand::outcome);
  }

  private static Outcome outcome(CreditsResult result) {
    return switch (result.kind()) {
      case DONE -> new Outcome.CreditsSent(result.available());
      case POOR -> new Failed(Problem.POOR);
      case KEY_REUSED -> new Failed(Problem.INVALID_PARAMETERS);
    };
  }
}
