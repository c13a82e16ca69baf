package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.LoginCommand;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code TOKEN token}: logs in by a token, for programs; answers as PASS does. What the token is
 * not for is refused with each request.
 */
@Extension
public final class TokenCommand extends LoginCommand {

  public TokenCommand() {
    super("TOKEN token", "Logs in by a token.");
  }

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(0);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    return context
        .logInByToken(context.argument(0))
        .thenApply(caller -> PassCommand.loggedIn(context, caller));
  }
}
