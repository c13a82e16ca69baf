package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.CommandResult.Failed;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.RefusedException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code RESOLVE id dropped|refunded reason...}: decides a drop in doubt by what somebody has seen:
 * the member pays, or keeps the credits.
 */
@Extension
public final class ResolveCommand implements Command {

  @Override
  public String syntax() {
    return "RESOLVE id dropped|refunded reason...";
  }

  @Override
  public Access access() {
    return Access.ADMIN;
  }

  @Override
  public String purpose() {
    return "Decides a drop in doubt.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.INVALID_PARAMETERS, ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    long id = call.wholeNumber(0, Long.MAX_VALUE, ErrorCode.INVALID_PARAMETERS);
    Decision decision =
        switch (call.argument(1).toLowerCase(Locale.ROOT)) {
          case "dropped" -> Decision.DROPPED;
          case "refunded" -> Decision.REFUNDED;
          default -> throw new RefusedException(ErrorCode.INVALID_PARAMETERS);
        };
    String reason = call.textFrom(2);
    if (reason.isBlank()) {
      throw new RefusedException(ErrorCode.INVALID_PARAMETERS);
    }
    return call.core()
        .inDoubtDrops()
        .resolve(id, decision, call.member().actor(), reason)
        .handle(ResolveCommand::outcome);
  }

  private static CommandResult outcome(Object resolved, Throwable failure) {
    if (failure == null) {
      return new CommandResult.Resolved();
    }
    // There is no such drop, or it is not in doubt any more.
    if (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException) {
      return new Failed(ErrorCode.INVALID_PARAMETERS);
    }
    throw new CompletionException(failure);
  }
}
