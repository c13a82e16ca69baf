package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.ImmediateCommand;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Optional;
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
  public Outcome answer(Call call) {
    Member member = call.member();
    Optional<String> other = call.optional(0).filter(name -> !name.equals(member.name()));
    Member asked = other.isEmpty() ? member : another(call, other.get());
    return new Outcome.Credits(call.core().ledger().balance(asked.account()).available());
  }

  private static Member another(Call call, String name) {
    if (!call.member().admin()) {
      throw new RefusedException(Problem.ACCESS_DENIED);
    }
    return call.core()
        .members()
        .find(name)
        .orElseThrow(() -> new RefusedException(Problem.UNKNOWN_USER));
  }
}
