package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code INDOUBT}: the drops that were sent and never answered, oldest first. */
@Extension
public final class IndoubtCommand implements Command {

  @Override
  public String syntax() {
    return "INDOUBT";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Lists the drops that nobody knows the end of.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(Problem.NOT_READY);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    return call.core().doubts().list().thenApply(Outcome.InDoubt::new);
  }
}
