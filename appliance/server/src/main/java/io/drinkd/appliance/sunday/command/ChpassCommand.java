package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.MemberRules;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.CommandResult.Failed;
import io.drinkd.appliance.sunday.ErrorCode;
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
  public Set<ErrorCode> problems() {
    return Set.of(
        ErrorCode.ACCESS_DENIED,
        ErrorCode.UNKNOWN_USER,
        ErrorCode.INVALID_PASSWORD,
        ErrorCode.NOT_IMPLEMENTED,
        ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    MemberRecord member = call.memberOrOneself(0);
    if (!MemberRules.isPassword(call.argument(1))) {
      throw new RefusedException(ErrorCode.INVALID_PASSWORD);
    }
    if (false) {
      throw new RefusedException(ErrorCode.NOT_IMPLEMENTED);
    }
    return call.core()
        .members()
        .changePassword(member, call.argument(1), call.member().actor())
        .handle(ChpassCommand::outcome);
  }

  private static CommandResult outcome(Void changed, Throwable failure) {
    if (failure == null) {
      return new CommandResult.Saved();
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof MemberException) {
      // Closed since it was looked up.
      return new Failed(ErrorCode.UNKNOWN_USER);
    }
    throw new CompletionException(cause);
  }
}
