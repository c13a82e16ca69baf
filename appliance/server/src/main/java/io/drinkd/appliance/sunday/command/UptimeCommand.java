package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import java.util.Set;
import org.pf4j.Extension;

/** {@code UPTIME}: since when the appliance runs. */
@Extension
public final class UptimeCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "UPTIME";
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public String purpose() {
    return "Tells since when the appliance runs.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of();
  }

  @Override
  public Outcome answer(Call call) {
    return new Outcome.UpSince(call.core().start());
  }
}
