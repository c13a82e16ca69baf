package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.LoginCommand;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code IBUTTON id}: logs in by the id of a registered iButton or card, whose case does not
 * matter. The id is all it takes, so no log shows it; it can be found out by trying, so only doors
 * take it that are meant for cards.
 */
@Extension
public final class IbuttonCommand extends LoginCommand {

  public IbuttonCommand() {
    super("IBUTTON id", "Logs in by an iButton or card.");
  }

  @Override
  public boolean isByCard() {
    return true;
  }

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(0);
  }

  @Override
  public Map<Refusal, ErrorCode> errorCodes() {
    return Map.of(Refusal.WRONG_LOGIN, ErrorCode.UNKNOWN_IBUTTON);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    return context
        .logInByIbutton(context.argument(0))
        .thenApply(caller -> PassCommand.loggedIn(context, caller));
  }
}
