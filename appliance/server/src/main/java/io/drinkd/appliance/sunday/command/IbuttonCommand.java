package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.LoginCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code IBUTTON id}: logs in by the id of a registered iButton or card, whose case does not
 * matter. The id is all it takes, so no log shows it.
 */
@Extension
public final class IbuttonCommand implements LoginCommand {

  @Override
  public String syntax() {
    return "IBUTTON id";
  }

  @Override
  public String purpose() {
    return "Logs in by an iButton or card.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(Problem.UNKNOWN_IBUTTON, Problem.NOT_READY);
  }

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(0);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    Members members = call.core().members();
    String id = call.argument(0);
    return call.core()
        .logins()
        .attempt(Optional.empty(), call.address(), () -> members.authenticateByIbutton(id))
        .thenApply(member -> outcome(call, member));
  }

  private static Outcome outcome(Call call, Optional<Member> member) {
    Member found = member.orElseThrow(() -> new RefusedException(Problem.UNKNOWN_IBUTTON));
    return new Outcome.LoggedIn(found, call.core().ledger().balance(found.account()).available());
  }
}
