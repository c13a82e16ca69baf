package io.drinkd.appliance.sunday.command;

import io.drinkd.appliance.drop.DropRequest;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.MachineStatus;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.sunday.Access;
import io.drinkd.appliance.sunday.Command;
import io.drinkd.appliance.sunday.CommandContext;
import io.drinkd.appliance.sunday.CommandResult;
import io.drinkd.appliance.sunday.ErrorCode;
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
  public Set<ErrorCode> problems() {
    return Set.of(
        ErrorCode.INVALID_DELAY,
        ErrorCode.NO_MACHINE_SELECTED,
        ErrorCode.MACHINE_GONE,
        ErrorCode.BOARD_AWAY,
        ErrorCode.BOARD_BUSY,
        ErrorCode.NO_SLOT_AVAILABLE,
        ErrorCode.SLOT_EMPTY,
        ErrorCode.SLOT_DISABLED,
        ErrorCode.POOR,
        ErrorCode.DROP_REFUSED,
        ErrorCode.DROP_IN_DOUBT,
        ErrorCode.DROP_CANCELLED,
        ErrorCode.NOT_READY);
  }

  @Override
  public CompletionStage<CommandResult> run(CommandContext call) {
    Duration delay = call.delay(0);
    Machine machine = call.machine();
    if (machine.status() == MachineStatus.DOWN || machine.status() == MachineStatus.WAITING) {
      throw new RefusedException(ErrorCode.BOARD_AWAY);
    }
    MemberRecord member = call.member();
    Balance balance = call.core().ledger().balance(member.account());
    Slot slot =
        choose(machine.slots(), balance, call.core().random())
            .orElseThrow(() -> new RefusedException(ErrorCode.NO_SLOT_AVAILABLE));
    DropRequest request =
        new DropRequest(member, machine, slot.number(), delay, Optional.empty(), "sunday");
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
