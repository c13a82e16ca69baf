package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** {@code HELP [verb]}: the verbs, how they are written, who may use them and what they do. */
@Extension
public final class HelpCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "HELP [verb]";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Lists the verbs, or tells of one.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(Problem.UNKNOWN_VERB);
  }

  @Override
  public Outcome answer(Call call) {
    if (call.arguments().isEmpty()) {
      return call.commands().listing();
    }
    return call.commands()
        .named(call.argument(0))
        .<Outcome>map(command -> new Outcome.Verbs(List.of(command)))
        .orElseThrow(() -> new RefusedException(Problem.UNKNOWN_VERB));
  }
}
