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
public final class UserCommand implements LoginCommand {

  @Override
  public String syntax() {
    return "USER name";
  }

  @Override
  public String purpose() {
    return "Gives the name to log in with; PASS must follow.";
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    return CompletableFuture.completedFuture(new CommandResult.PasswordRequired(call.argument(0)));
  }
}
