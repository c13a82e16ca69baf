package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** {@code RMTOKEN id}: ends one of the member's own tokens, and all logins by it. */
@Extension
public final class RmtokenCommand extends Command {

  public RmtokenCommand() {
    super("RMTOKEN id", Access.MEMBER, "Ends one of your tokens.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    long token =
        context.naturalNumber(0).orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_TOKEN));
    return context
        .services()
        .tokens()
        .end(context.member(), token)
        .thenApply(ended -> dialect -> dialect.ok("Changes saved."));
  }
}
