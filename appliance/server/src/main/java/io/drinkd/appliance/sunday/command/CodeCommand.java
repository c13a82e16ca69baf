package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Set;
import org.pf4j.Extension;

/** {@code CODE slot order}: was for boards with a panel of buttons; these have none. */
@Extension
public final class CodeCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "CODE slot order";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Is not implemented: no button panel on these boards.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(Problem.NOT_IMPLEMENTED);
  }

  @Override
  public Outcome answer(Call call) {
    throw new RefusedException(Problem.NOT_IMPLEMENTED);
  }
}
