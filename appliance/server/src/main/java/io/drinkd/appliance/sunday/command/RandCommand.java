package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code RAND [delay]}: like DROP, from a slot chosen uniformly among those that can drop and that
 * the member can pay.
 */
@Extension
public final class RandCommand implements Command {

  @Override
  public String syntax() {
    return "RAND [delay]";
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public String purpose() {
    return "Drops a drink from any slot.";
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    Duration delay = call.delay(0);
    String machine = call.machineId();
    call.waits(delay);
    return call.services()
        .drops()
        .dropAny(call.member(), machine, delay)
        .thenApply(drop -> dialect -> dialect.dropped(drop.available()));
  }
}
