package io.drinkd.appliance.drop;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.Owners;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this appliance does as it takes a machine from another one, or has to leave it: a drop
 * belongs to whoever owns its machine. What was sent is in doubt, for nobody here knows the answer;
 * what was not continues here. Called on the thread of the store that writes.
 */
final class Adoption implements Owners.Candidate {

  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

  /** Who has waited for longer has left: a can that falls then is nobody's. */
  static final Duration WAITED_MOST = Duration.ofMinutes(2);

  /** Orders that continue, and machines that are lost. */
  interface Orders {

    /**
     * A drop continues here.
     *
     * @param request with what is left of its delay
     */
    void resume(Drop drop, DropRequest request);

    /** The machine is owned from here on, or not any more. */
    void ownerChanged(Machine machine);
  }

  private final DropServices services;
  private final Machines machines;
  private final Members members;
  private final Orders orders;

  Adoption(DropServices services, Machines machines, Members members, Orders orders) {
    this.services = services;
    this.machines = machines;
    this.members = members;
    this.orders = orders;
  }

  @Override
  public Runnable take(Transaction tx, String machine) throws SQLException {
    for (DropRow row : DropRow.inState(tx, DropState.SENT, machine)) {
      String reason = "its appliance lost the machine before the board's answer";
      services.drops().doubt(tx, row.drop(), reason, List.of());
      note(row.drop(), DropState.IN_DOUBT, reason);
    }
    List<DropRow> waiting = new ArrayList<>();
    for (DropRow row : DropRow.inState(tx, DropState.QUEUED, machine)) {
      if (waited(row).compareTo(WAITED_MOST) > 0) {
        String reason = "no appliance had the machine for too long";
        services.drops().cancel(tx, row.drop(), reason);
        note(row.drop(), DropState.CANCELLED, reason);
      } else {
        waiting.add(row);
      }
    }
    waiting.addAll(DropRow.inState(tx, DropState.DELAYED, machine));
    CrashPoint.reach("adopting");
    return () -> taken(machine, waiting);
  }

  private static void note(Drop drop, DropState state, String reason) {
    // What to do: if it is IN_DOUBT, look into the machine, then decide (drinkd resolve, or
    // RESOLVE); else nothing.
    LOG.warn(
        "drop {} of machine {} slot {} is {}: {}",
        drop.id(),
        drop.machine(),
        drop.slot(),
        state,
        reason);
  }

  private Duration waited(DropRow row) {
    Instant now = services.timers().clock().instant();
    return Duration.between(row.requestedAt().plus(row.delay()), now);
  }

  private void taken(String id, List<DropRow> waiting) {
    CrashPoint.reach("adopted");
    machines.find(id).ifPresent(orders::ownerChanged);
    waiting.forEach(this::resume);
    machines.ownerChanged(id);
  }

  private void resume(DropRow row) {
    Drop drop = row.drop();
    Optional<Machine> machine = machines.find(drop.machine());
    Optional<MemberRecord> member = members.find(drop.member());
    if (machine.isPresent() && member.isPresent()) {
      Duration left =
          row.state() == DropState.QUEUED
              ? Duration.ZERO
              : Recovery.left(row, services.timers().clock().instant());
      orders.resume(
          drop,
          new DropRequest(
              member.get(), machine.get(), drop.slot(), left, row.key(), DropRequest.RESTART));
    }
  }

  @Override
  public void lost(String id) {
    machines.find(id).ifPresent(orders::ownerChanged);
    machines.ownerChanged(id);
  }
}
