package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.drop.DropRequest;
import io.drinkd.appliance.drop.DropResult;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Outcome.Failed;
import io.drinkd.appliance.sunday.Problem;
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
  public Set<Problem> problems() {
    return Set.of(
        Problem.INVALID_SLOT,
        Problem.INVALID_DELAY,
        Problem.INVALID_PARAMETERS,
        Problem.NO_MACHINE_SELECTED,
        Problem.MACHINE_GONE,
        Problem.NO_SUCH_SLOT,
        Problem.BOARD_AWAY,
        Problem.BOARD_BUSY,
        Problem.SLOT_DISABLED,
        Problem.SLOT_EMPTY,
        Problem.POOR,
        Problem.DROP_REFUSED,
        Problem.DROP_IN_DOUBT,
        Problem.DROP_CANCELLED,
        Problem.NOT_READY);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    int slot = call.slotNumber(0);
    Duration delay = call.delay(1);
    Optional<String> key = call.key(2);
    Machine machine = call.machine();
    DropRequest request = new DropRequest(call.member(), machine, slot, delay, key);
    return order(call, request);
  }

  /** Orders a drink; while it waits its delay, what acts at once need not wait behind it. */
  static CompletionStage<Outcome> order(Call call, DropRequest request) {
    call.waits(request.delay());
    return call.core().dispatcher().drop(request).thenApply(DropCommand::outcome);
  }

  private static Outcome outcome(DropResult result) {
    return switch (result.kind()) {
      case DROPPED -> new Outcome.Dropped(result.available());
      case REFUSED -> new Failed(Problem.DROP_REFUSED);
      case IN_DOUBT -> new Failed(Problem.DROP_IN_DOUBT, String.valueOf(result.dropId()));
      case CANCELLED -> new Failed(Problem.DROP_CANCELLED);
      case OFFLINE -> new Failed(Problem.BOARD_AWAY);
      case SLOT_EMPTY -> new Failed(Problem.SLOT_EMPTY);
      case SLOT_DISABLED -> new Failed(Problem.SLOT_DISABLED);
      case NO_SUCH_SLOT -> new Failed(Problem.NO_SUCH_SLOT);
      case POOR -> new Failed(Problem.POOR);
      case BUSY -> new Failed(Problem.BOARD_BUSY);
      case KEY_REUSED -> new Failed(Problem.INVALID_PARAMETERS);
      case UNAVAILABLE -> new Failed(Problem.NOT_READY);
    };
  }
}
