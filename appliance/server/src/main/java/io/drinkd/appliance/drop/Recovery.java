package io.drinkd.appliance.drop;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what an earlier run left in the books to where it belongs, before any client or board can
 * be there: an order that never left is called off, one that left is in doubt. Where several
 * appliances have the books, {@link Adoption} does so by machine.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /** A drop whose delay continues, with what is left of it. */
  record Delayed(Drop drop, DropRequest request) {}

  private final DropServices services;
  private final Machines machines;
  private final Members members;

  Recovery(DropServices services, Machines machines, Members members) {
    this.services = services;
    this.machines = machines;
    this.members = members;
  }

  /** Ends what cannot continue, and returns what can, oldest first. */
  List<Delayed> run() {
    List<DropRow> delayed =
        services
            .store()
            .writeNow(
                tx -> {
                  for (DropRow drop : DropRow.inState(tx, DropState.QUEUED)) {
                    String reason = "the appliance ended before the order left";
                    end(tx, drop, DropState.CANCELLED, reason);
                  }
                  for (DropRow drop : DropRow.inState(tx, DropState.SENT)) {
                    String reason = "the appliance ended before the board's answer";
                    end(tx, drop, DropState.IN_DOUBT, reason);
                  }
                  CrashPoint.reach("recovering");
                  return DropRow.inState(tx, DropState.DELAYED);
                });
    CrashPoint.reach("recovered");
    return delayed.stream().flatMap(drop -> continued(drop).stream()).toList();
  }

  /** Empty if it cannot continue; then it has ended. */
  private Optional<Delayed> continued(DropRow row) {
    Drop drop = row.drop();
    Optional<Machine> machine = machines.find(drop.machine());
    Optional<MemberRecord> member = members.find(drop.member());
    if (machine.isEmpty() || member.isEmpty()) {
      cancel(row, (machine.isEmpty() ? "machine " + drop.machine() : "the member") + " is gone");
      return Optional.empty();
    }
    Duration left = row.left(services.timers().clock().instant());
    DropRequest request =
        new DropRequest(
            member.get(), machine.get(), drop.slot(), left, row.key(), DropRequest.RESTART);
    try {
      request.requireInService();
    } catch (RefusedException e) {
      cancel(row, e.getMessage());
      return Optional.empty();
    }
    return Optional.of(new Delayed(drop, request));
  }

  private void cancel(DropRow row, String reason) {
    services
        .store()
        .writeNow(
            tx -> {
              end(tx, row, DropState.CANCELLED, reason);
              return null;
            });
  }

  private void end(Transaction tx, DropRow row, DropState state, String reason)
      throws SQLException {
    Drop drop = row.drop();
    if (state == DropState.IN_DOUBT) {
      services.drops().doubt(tx, drop, reason, List.of());
    } else {
      services.drops().settle(tx, drop, new DropEnd(state, DropStore.SYSTEM, reason));
    }
    // What to do: if it is IN_DOUBT, look into the machine, then decide (drinkd drop resolve, or
    // RESOLVE); else nothing.
    LOG.warn(
        "drop {} of machine {} slot {} is {} after the restart: {}",
        drop.id(),
        drop.machine(),
        drop.slot(),
        state,
        reason);
  }
}
