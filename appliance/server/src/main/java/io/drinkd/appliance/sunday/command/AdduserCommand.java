package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.member.MemberException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.MemberRules;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.CommandResult.Failed;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code ADDUSER name [password]}: a new member without credits, who is no admin. Without a
 * password only iButton logins work.
 */
@Extension
public final class AdduserCommand implements Command {

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(1);
  }

  @Override
  public String syntax() {
    return "ADDUSER name [password]";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Adds a member.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(
        ErrorCode.UNKNOWN_USER,
        ErrorCode.USER_TAKEN,
        ErrorCode.INVALID_PASSWORD,
        ErrorCode.USER_NOT_CREATED,
        ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    String name = call.argument(0);
    if (!MemberRules.isName(name)) {
      throw new RefusedException(ErrorCode.UNKNOWN_USER);
    }
    if (call.core().members().find(name).isPresent()) {
      throw new RefusedException(ErrorCode.USER_TAKEN);
    }
    Optional<String> password = call.optional(1);
    if (password.isPresent() && !MemberRules.isPassword(password.get())) {
      throw new RefusedException(ErrorCode.INVALID_PASSWORD);
    }
    if (password.isPresent() && false) {
      throw new RefusedException(ErrorCode.USER_NOT_CREATED);
    }
    NewMember wanted = new NewMember(name, password, false, 0, List.of());
    return call.core().members().add(wanted, call.member().actor()).handle(AdduserCommand::outcome);
  }

  private static CommandResult outcome(MemberRecord added, Throwable failure) {
    if (failure == null) {
      return new CommandResult.MemberAdded();
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof MemberException refused) {
      // Somebody else may have had the same idea at the same time.
      return new Failed(
          refused.kind() == MemberException.Kind.NAME_TAKEN
              ? ErrorCode.USER_TAKEN
              : ErrorCode.USER_NOT_CREATED);
    }
    throw new CompletionException(cause);
  }
}
