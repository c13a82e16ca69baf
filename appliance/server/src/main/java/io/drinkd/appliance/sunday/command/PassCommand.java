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
public final class PassCommand implements LoginCommand {

  @Override
  public String syntax() {
    return "PASS password";
  }

  @Override
  public String purpose() {
    return "Logs in, after USER.";
  }

  @Override
  public Set<Integer> secretArguments() {
    return Set.of(0);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    String name = call.givenName().orElseThrow(() -> new BadRequestException(ErrorCode.USER_FIRST));
    return call.services()
        .logins()
        .byPassword(call.caller(), name, call.argument(0))
        .thenApply(caller -> loggedIn(call, caller));
  }

  /** What is answered to whoever has logged in. */
  static CommandResult loggedIn(CommandContext call, Caller caller) {
    long available = call.services().accounts().balance(caller.member()).available();
    return new CommandResult.LoggedIn(caller, available);
  }
}
