package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.LoginCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code USER name}: the name to log in with; logs a former member out. The answer is the same
 * whether there is such a member or not.
 */
@Extension
public final class UserCommand extends LoginCommand {

  public UserCommand() {
    super("USER name", "Gives the name to log in with; PASS must follow.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    return CompletableFuture.completedFuture(
        new CommandResult.PasswordRequired(context.argument(0)));
  }
}
