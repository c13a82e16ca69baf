package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
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
  public CompletionStage<CommandResult> run(CommandContext call) {
    return call.services().drops().cancel(call.member()).thenApply(CommandResult.Cancelled::new);
  }

  @Override
  public boolean overtakesDelays() {
    return true;
  }
}
