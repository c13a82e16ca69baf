package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code CANCEL}: calls off the member's own delayed drops that have not been sent. */
@Extension
public final class CancelCommand implements Command {

  @Override
  public String syntax() {
    return "CANCEL";
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public String purpose() {
    return "Calls off your delayed drops.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(Problem.NOT_READY);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    return call.core().dispatcher().cancelDelayed(call.member()).thenApply(Outcome.Cancelled::new);
  }

  @Override
  public boolean actsAtOnce() {
    return true;
  }
}
