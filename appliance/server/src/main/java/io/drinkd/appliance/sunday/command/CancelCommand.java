package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code CANCEL}: calls off the member's own delayed drops that have not been sent. */
@Extension
public final class CancelCommand extends Command {

  public CancelCommand() {
    super("CANCEL", Access.MEMBER, "Calls off your delayed drops.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    return context
        .services()
        .drops()
        .cancel(context.member())
        .thenApply(CommandResult.Cancelled::new);
  }

  @Override
  public boolean overtakesDelays() {
    return true;
  }
}
