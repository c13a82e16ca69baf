package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.member.MemberException;
import io.drinkd.appliance.member.MemberRules;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Outcome.Failed;
import io.drinkd.appliance.sunday.Problem;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code CHPASS name password}: changes the own password; an admin changes anybody's. */
@Extension
public final class ChpassCommand implements Command {

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(1);
  }

  @Override
  public String syntax() {
    return "CHPASS name password";
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public String purpose() {
    return "Changes a password.";
  }

  @Override
  public Set<Problem> problems() {
    return Set.of(
        Problem.ACCESS_DENIED,
        Problem.UNKNOWN_USER,
        Problem.INVALID_PASSWORD,
        Problem.NOT_IMPLEMENTED,
        Problem.NOT_READY);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    Member member = call.memberOrOneself(0);
    if (!MemberRules.isPassword(call.argument(1))) {
      throw new RefusedException(Problem.INVALID_PASSWORD);
    }
    if (!call.core().members().keepsPasswords()) {
      throw new RefusedException(Problem.NOT_IMPLEMENTED);
    }
    return call.core()
        .members()
        .changePassword(member, call.argument(1), call.member().actor())
        .handle(ChpassCommand::outcome);
  }

  private static Outcome outcome(Void changed, Throwable failure) {
    if (failure == null) {
      return new Outcome.Saved();
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof MemberException) {
      // Closed since it was looked up.
      return new Failed(Problem.UNKNOWN_USER);
    }
    throw new CompletionException(cause);
  }
}
