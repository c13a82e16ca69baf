package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import java.util.Set;
import org.pf4j.Extension;

/** {@code UNWATCH}: tells of no more events. */
@Extension
public final class UnwatchCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "UNWATCH";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Tells of no more events.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of();
  }

  @Override
  public Outcome answer(Call call) {
    call.unwatch();
    return new Outcome.NotWatching();
  }
}
