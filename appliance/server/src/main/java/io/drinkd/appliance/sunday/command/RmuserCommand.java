package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.CommandResult.Failed;
import io.drinkd.appliance.sunday.ErrorCode;
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
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.UNKNOWN_USER, ErrorCode.USER_NOT_REMOVED, ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    MemberRecord member = call.memberNamed(0, ErrorCode.UNKNOWN_USER);
    return call.core()
        .members()
        .close(member, call.member().actor())
        .handle(RmuserCommand::outcome);
  }

  private static CommandResult outcome(Void closed, Throwable failure) {
    if (failure == null) {
      return new CommandResult.Saved();
    }
    if (failure instanceof MemberException refused) {
      boolean gone = refused.kind() == MemberException.Kind.GONE;
      return new Failed(gone ? ErrorCode.UNKNOWN_USER : ErrorCode.USER_NOT_REMOVED);
    }
    throw new CompletionException(failure);
  }
}
