package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import java.util.Set;
import org.pf4j.Extension;

/** {@code QUERYADMIN [name]}: whether a member is an admin; without a name, whether oneself is. */
@Extension
public final class QueryadminCommand implements ImmediateCommand {

  @Override
  public String syntax() {
    return "QUERYADMIN [name]";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Tells whether a member is an admin.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(Problem.UNKNOWN_USER);
  }

  @Override
  public Outcome answer(Call call) {
    Member member =
        call.arguments().isEmpty() ? call.member() : call.memberNamed(0, Problem.UNKNOWN_USER);
    return new Outcome.AdminFlag(member.name(), member.admin());
  }
}
