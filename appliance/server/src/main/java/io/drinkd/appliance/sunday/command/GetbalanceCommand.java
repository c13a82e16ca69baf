package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import java.util.Set;
import org.pf4j.Extension;

/** {@code GETBALANCE [name]}: the credits that a member can spend; of another member for admins. */
@Extension
public final class GetbalanceCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "GETBALANCE [name]";
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public String purpose() {
    return "Tells the available credits.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(Problem.ACCESS_DENIED, Problem.UNKNOWN_USER);
  }

  @Override
  public Outcome answer(Call call) {
    Member asked = call.arguments().isEmpty() ? call.member() : call.memberOrOneself(0);
    return new Outcome.Credits(call.core().ledger().balance(asked.account()).available());
  }
}
