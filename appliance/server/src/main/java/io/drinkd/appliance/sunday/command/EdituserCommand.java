package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.ledger.InsufficientCreditsException;
import io.drinkd.appliance.ledger.Ledger;
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
  public Set<ErrorCode> problems() {
    return Set.of(
        ErrorCode.UNKNOWN_USER,
        ErrorCode.INVALID_CREDITS,
        ErrorCode.INVALID_ADMIN_FLAG,
        ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    MemberRecord member = call.memberNamed(0, ErrorCode.UNKNOWN_USER);
    long balance = call.wholeNumber(1, Ledger.AMOUNT_MAX, ErrorCode.INVALID_CREDITS);
    Optional<Boolean> admin =
        call.optional(2).map(text -> call.flag(2, ErrorCode.INVALID_ADMIN_FLAG));
    MemberEdit edit = new MemberEdit(OptionalLong.of(balance), OptionalLong.empty(), admin);
    return call.core()
        .members()
        .edit(member, edit, call.member().actor())
        .handle(EdituserCommand::outcome);
  }

  private static CommandResult outcome(MemberRecord edited, Throwable failure) {
    if (failure == null) {
      return new CommandResult.Saved();
    }
    if (failure instanceof MemberException) {
      // Closed since it was looked up.
      return new Failed(ErrorCode.UNKNOWN_USER);
    }
    if (failure instanceof InsufficientCreditsException) {
      return new Failed(ErrorCode.INVALID_CREDITS);
    }
    throw new CompletionException(failure);
  }
}
