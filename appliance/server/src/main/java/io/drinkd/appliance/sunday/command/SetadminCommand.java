package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberException;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Outcome.Failed;
import io.drinkd.appliance.sunday.Problem;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code SETADMIN name true|false}: says whether a member is an admin. */
@Extension
public final class SetadminCommand implements Command {

  @Override
  public String syntax() {
    return "SETADMIN name true|false";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Says whether a member is an admin.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(
        Problem.UNKNOWN_USER,
        Problem.INVALID_ADMIN_FLAG,
        Problem.ADMIN_FLAG_NOT_SET,
        Problem.NOT_READY);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    Member member = call.memberNamed(0, Problem.UNKNOWN_USER);
    boolean admin = call.flag(1, Problem.INVALID_ADMIN_FLAG);
    MemberEdit edit =
        new MemberEdit(OptionalLong.empty(), OptionalLong.empty(), Optional.of(admin));
    return call.core()
        .members()
        .edit(member, edit, call.member().actor())
        .handle(SetadminCommand::outcome);
  }

  private static Outcome outcome(Member edited, Throwable failure) {
    if (failure == null) {
      return new Outcome.Saved();
    }
    if (failure instanceof MemberException) {
      return new Failed(Problem.ADMIN_FLAG_NOT_SET);
    }
    throw new CompletionException(failure);
  }
}
