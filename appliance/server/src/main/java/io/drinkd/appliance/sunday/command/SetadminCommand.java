package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.CommandResult.Failed;
import io.drinkd.appliance.sunday.ErrorCode;
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
  public Set<ErrorCode> problems() {
    return Set.of(
        ErrorCode.UNKNOWN_USER,
        ErrorCode.INVALID_ADMIN_FLAG,
        ErrorCode.ADMIN_FLAG_NOT_SET,
        ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    MemberRecord member = call.memberNamed(0, ErrorCode.UNKNOWN_USER);
    boolean admin = call.flag(1, ErrorCode.INVALID_ADMIN_FLAG);
    MemberEdit edit =
        new MemberEdit(OptionalLong.empty(), OptionalLong.empty(), Optional.of(admin));
    return call.core()
        .members()
        .edit(member, edit, call.member().actor())
        .handle(SetadminCommand::outcome);
  }

  private static CommandResult outcome(MemberRecord edited, Throwable failure) {
    if (failure == null) {
      return new CommandResult.Saved();
    }
    if (failure instanceof MemberException) {
      return new Failed(ErrorCode.ADMIN_FLAG_NOT_SET);
    }
    throw new CompletionException(failure);
  }
}
