package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.member.MemberException;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Outcome.Failed;
import io.drinkd.appliance.sunday.Problem;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code RMUSER name}: closes the account of a member who has no credits and no holds. */
@Extension
public final class RmuserCommand implements Command {

  @Override
  public String syntax() {
    return "RMUSER name";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Closes an account that has no credits and no holds.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(Problem.UNKNOWN_USER, Problem.USER_NOT_REMOVED, Problem.NOT_READY);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    Member member = call.memberNamed(0, Problem.UNKNOWN_USER);
    return call.core()
        .members()
        .close(member, call.member().actor())
        .handle(RmuserCommand::outcome);
  }

  private static Outcome outcome(Void closed, Throwable failure) {
    if (failure == null) {
      return new Outcome.Saved();
    }
    if (failure instanceof MemberException refused) {
      boolean gone = refused.kind() == MemberException.Kind.GONE;
      return new Failed(gone ? Problem.UNKNOWN_USER : Problem.USER_NOT_REMOVED);
    }
    throw new CompletionException(failure);
  }
}
