package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code DROP slot [delay [key]]}: holds the price, waits the delay, drops, charges. Answered when
 * the result is on disk; a client that leaves before does not call it off. The key makes the
 * request repeatable without a second effect.
 */
@Extension
public final class DropCommand extends Command {

  public DropCommand() {
    super(
        "DROP slot [delay [key]]",
        Access.MEMBER,
        "Drops a drink, after a delay in seconds if one is given.");
  }

  @Override
  public ErrorCode withoutArguments() {
    return ErrorCode.NO_SLOT_NAMED;
  }

  @Override
  public boolean isDrop() {
    return true;
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext context) {
    int slot = context.slotNumber(0);
    Duration delay = context.delay(1);
    Optional<IdempotencyKey> key = context.key(2);
    String machine = context.machineId();
    // While it waits its delay, what acts at once need not wait behind it.
    context.waits(delay);
    return context
        .services()
        .drops()
        .drop(context.member(), machine, slot, delay, key)
        .thenApply(drop -> dialect -> dialect.dropped(drop.available()));
  }
}
