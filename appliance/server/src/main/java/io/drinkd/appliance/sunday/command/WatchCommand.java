package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import java.util.OptionalLong;
import java.util.Set;
import org.pf4j.Extension;

/**
 * {@code WATCH [number]}: tells of events from now on, or from the one after that number, as lines
 * between the replies.
 */
@Extension
public final class WatchCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "WATCH [number]";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Tells of events from now on.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(Problem.INVALID_PARAMETERS);
  }

  @Override
  public Outcome answer(Call call) {
    OptionalLong after =
        call.arguments().isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(call.naturalNumber(0, 0, Long.MAX_VALUE, Problem.INVALID_PARAMETERS));
    return new Outcome.Watching(call.watch(after));
  }
}
