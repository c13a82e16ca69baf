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
  public Set<Problem> problems() {
    return Set.of(
        Problem.UNKNOWN_USER,
        Problem.INVALID_CREDITS,
        Problem.INVALID_PARAMETERS,
        Problem.POOR,
        Problem.NOT_READY);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    Member to = call.memberNamed(0, Problem.UNKNOWN_USER);
    long amount = call.wholeNumber(1, Ledger.AMOUNT_MAX, Problem.INVALID_CREDITS);
    if (amount == 0) {
      throw new RefusedException(Problem.INVALID_CREDITS);
    }
    String reason = call.textFrom(2);
    return call.core()
        .credits()
        .grant(call.member(), to, amount, reason.isEmpty() ? "grant" : reason, call.lastWordKey())
        .thenApply(AddcreditsCommand::outcome);
  }

  private static Outcome outcome(CreditsResult result) {
    return switch (result.kind()) {
      case DONE -> new Outcome.CreditsGranted();
      case POOR -> new Failed(Problem.POOR);
      case KEY_REUSED -> new Failed(Problem.INVALID_PARAMETERS);
    };
  }
}
