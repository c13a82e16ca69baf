package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code RAND [delay]}: like DROP, from a slot chosen uniformly among those that can drop and that
 * the member can pay.
 */
@Extension
public final class RandCommand extends Command {

  public RandCommand() {
    super("RAND [delay]", Access.MEMBER, "Drops a drink from any slot.");
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    Duration delay = context.delay(0);
    String machine = context.machineId();
    context.waits(delay);
    return context
        .services()
        .drops()
        .dropAny(context.member(), machine, delay, Optional.empty())
        .thenApply(drop -> dialect -> dialect.dropped(drop.available()));
  }
}
