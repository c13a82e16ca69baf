package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.drop.DropRequest;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.member.Member;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Call;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.Outcome;
import io.drinkd.appliance.sunday.Problem;
import io.drinkd.appliance.sunday.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
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
  public Set<Problem> problems() {
    return Set.of(
        Problem.INVALID_DELAY,
        Problem.NO_MACHINE_SELECTED,
        Problem.MACHINE_GONE,
        Problem.BOARD_AWAY,
        Problem.BOARD_BUSY,
        Problem.NO_SLOT_AVAILABLE,
        Problem.SLOT_EMPTY,
        Problem.SLOT_DISABLED,
        Problem.POOR,
        Problem.DROP_REFUSED,
        Problem.DROP_IN_DOUBT,
        Problem.DROP_CANCELLED,
        Problem.NOT_READY);
  }

  @Override
  public CompletionStage<Outcome> run(Call call) {
    Duration delay = call.delay(0);
    Machine machine = call.machine();
    if (machine.status() == MachineStatus.DOWN || machine.status() == MachineStatus.WAITING) {
      throw new RefusedException(Problem.BOARD_AWAY);
    }
    Member member = call.member();
    Balance balance = call.core().ledger().balance(member.account());
    Slot slot =
        choose(machine.slots(), balance, call.core().random())
            .orElseThrow(() -> new RefusedException(Problem.NO_SLOT_AVAILABLE));
    DropRequest request = new DropRequest(member, machine, slot.number(), delay, Optional.empty());
    return DropCommand.order(call, request);
  }

  /** One of the slots from which the balance buys a drink, each as likely as another. */
  static Optional<Slot> choose(List<Slot> slots, Balance balance, RandomGenerator random) {
    List<Slot> within =
        slots.stream()
            .filter(slot -> slot.enabled() && !slot.empty() && balance.covers(slot.price()))
            .toList();
    return within.isEmpty()
        ? Optional.empty()
        : Optional.of(within.get(random.nextInt(within.size())));
  }
}
