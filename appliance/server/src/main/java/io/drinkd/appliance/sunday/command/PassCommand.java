package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.sunday.BadRequestException;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import io.drinkd.appliance.sunday.LoginCommand;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code PASS password}: logs in as the member whom the USER just before named; answers with the
 * credits that can be spent. An unknown name and a wrong password get the same answer after the
 * same time; after several of them the next answer takes longer.
 */
@Extension
public final class PassCommand extends LoginCommand {

  public PassCommand() {
    super("PASS password", "Logs in, after USER.");
  }

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(0);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    String name =
        context.givenName().orElseThrow(() -> new BadRequestException(ErrorCode.USER_FIRST));
    return context.logIn(name, context.argument(0)).thenApply(caller -> loggedIn(context, caller));
  }

  /** What is answered to whoever has logged in. */
  static CommandResult loggedIn(CommandContext context, Caller caller) {
    long available = context.services().accounts().balance(caller.viewer()).available();
    return new CommandResult.LoggedIn(caller, available);
  }
}
