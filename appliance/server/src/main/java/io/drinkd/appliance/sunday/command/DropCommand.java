package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.drop.DropRequest;
import io.drinkd.appliance.drop.DropResult;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.CommandResult.Failed;
import io.drinkd.appliance.sunday.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/**
 * {@code DROP slot [delay [key]]}: holds the price, waits the delay, drops, charges. Answered when
 * the outcome is on disk; a client that leaves before does not call it off. The key makes the
 * request repeatable without a second effect.
 */
@Extension
public final class DropCommand implements Command {

  @Override
  public String syntax() {
    return "DROP slot [delay [key]]";
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public String purpose() {
    return "Drops a drink, after a delay in seconds if one is given.";
  }

  @Override
  public Set<ErrorCode> problems() {
    return Set.of(
        ErrorCode.INVALID_SLOT,
        ErrorCode.INVALID_DELAY,
        ErrorCode.INVALID_PARAMETERS,
        ErrorCode.NO_MACHINE_SELECTED,
        ErrorCode.MACHINE_GONE,
        ErrorCode.NO_SUCH_SLOT,
        ErrorCode.BOARD_AWAY,
        ErrorCode.BOARD_BUSY,
        ErrorCode.SLOT_DISABLED,
        ErrorCode.SLOT_EMPTY,
        ErrorCode.POOR,
        ErrorCode.DROP_REFUSED,
        ErrorCode.DROP_IN_DOUBT,
        ErrorCode.DROP_CANCELLED,
        ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    int slot = call.slotNumber(0);
    Duration delay = call.delay(1);
    Optional<String> key = call.key(2);
    Machine machine = call.machine();
    DropRequest request = new DropRequest(call.member(), machine, slot, delay, key, "sunday");
    return order(call, request);
  }

  /** Orders a drink; while it waits its delay, what acts at once need not wait behind it. */
  static CompletionStage<CommandResult> order(CommandContext call, DropRequest request) {
    call.waits(request.delay());
    return call.core().dispatcher().drop(request).thenApply(DropCommand::outcome);
  }

  private static CommandResult outcome(DropResult result) {
    return switch (result.kind()) {
      case DROPPED -> new CommandResult.Dropped(result.available());
      case REFUSED -> new Failed(ErrorCode.DROP_REFUSED);
      case IN_DOUBT -> new Failed(ErrorCode.DROP_IN_DOUBT, String.valueOf(result.dropId()));
      case CANCELLED -> new Failed(ErrorCode.DROP_CANCELLED);
      case OFFLINE -> new Failed(ErrorCode.BOARD_AWAY);
      case SLOT_EMPTY -> new Failed(ErrorCode.SLOT_EMPTY);
      case SLOT_DISABLED -> new Failed(ErrorCode.SLOT_DISABLED);
      case NO_SUCH_SLOT -> new Failed(ErrorCode.NO_SUCH_SLOT);
      case POOR -> new Failed(ErrorCode.POOR);
      case BUSY -> new Failed(ErrorCode.BOARD_BUSY);
      case KEY_REUSED -> new Failed(ErrorCode.INVALID_PARAMETERS);
      case UNAVAILABLE -> new Failed(ErrorCode.NOT_READY);
    };
  }
}
