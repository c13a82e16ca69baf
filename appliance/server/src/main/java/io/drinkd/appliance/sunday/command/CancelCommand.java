package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code CANCEL}: calls off the member's own delayed drops that have not been sent. */
@Extension
public final class CancelCommand implements Command {

  @Override
  public String syntax() {
    return "CANCEL";
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public String purpose() {
    return "Calls off your delayed drops.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    return call.core()
        .dispatcher()
        .cancelDelayed(call.member())
        .thenApply(CommandResult.Cancelled::new);
  }

  @Override
  public boolean overtakesDelays() {
    return true;
  }
}
