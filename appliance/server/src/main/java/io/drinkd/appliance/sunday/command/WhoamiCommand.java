package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import java.util.Set;
import org.pf4j.Extension;

/** {@code WHOAMI}: the name of the member who is logged in. */
@Extension
public final class WhoamiCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "WHOAMI";
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public String purpose() {
    return "Tells who is logged in.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of();
  }

  @Override
  public Outcome answer(Call call) {
    return new Outcome.LoggedInAs(call.member().name());
  }
}
