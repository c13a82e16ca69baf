package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.ledger.InsufficientCreditsException;
import io.drinkd.appliance.ledger.Ledger;
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

/**
 * {@code EDITUSER name credits [admin]}: sets what a member has, held credits included, and the
 * admin flag.
 */
@Extension
public final class EdituserCommand implements Command {

  @Override
  public String syntax() {
    return "EDITUSER name credits [admin]";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Sets a member's credits, and whether the member is an admin.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(
        Problem.UNKNOWN_USER,
        Problem.INVALID_CREDITS,
        Problem.INVALID_ADMIN_FLAG,
        Problem.NOT_READY);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    Member member = call.memberNamed(0, Problem.UNKNOWN_USER);
    long balance = call.wholeNumber(1, Ledger.AMOUNT_MAX, Problem.INVALID_CREDITS);
    Optional<Boolean> admin =
        call.optional(2).map(text -> call.flag(2, Problem.INVALID_ADMIN_FLAG));
    MemberEdit edit = new MemberEdit(OptionalLong.of(balance), OptionalLong.empty(), admin);
    return call.core()
        .members()
        .edit(member, edit, call.member().actor())
        .handle(EdituserCommand::outcome);
  }

  private static Outcome outcome(Member edited, Throwable failure) {
    if (failure == null) {
      return new Outcome.Saved();
    }
    if (failure instanceof MemberException) {
      // Closed since it was looked up.
      return new Failed(Problem.UNKNOWN_USER);
    }
    if (failure instanceof InsufficientCreditsException) {
      return new Failed(Problem.INVALID_CREDITS);
    }
    throw new CompletionException(failure);
  }
}
