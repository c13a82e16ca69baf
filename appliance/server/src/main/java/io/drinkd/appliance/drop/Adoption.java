package io.drinkd.appliance.drop;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.Owners;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.driver.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this appliance has to do with drops that another one has written: a drop belongs to whoever
 * owns its machine. As it takes a machine, what was sent is in doubt, for nobody here knows the
 * answer, and what was not continues here; what is asked for elsewhere later is found by looking.
 */
final class Adoption implements Owners.Candidate {

  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

  /** Who has waited for longer has left: a can that falls then is nobody's. */
  static final Duration WAITED_MOST = ResumedOrders.LINKED_WITHIN;

  /** Orders that continue, and machines that are lost. */
  interface Orders {

    /**
     * A drop continues here, once its machine's board is linked.
     *
     * @param request with what is left of its delay
     * @return completes when it ends
     */
    CompletableFuture<DropResult> resume(Drop drop, DropRequest request);

    /** The same for one that was just asked for at another appliance. */
    CompletableFuture<DropResult> accept(Drop drop, DropRequest request);

    /** The machine is owned from here on, or not any more. */
    void ownerChanged(Machine machine);
  }

  private final DropServices services;
  private final Machines machines;
  private final Members members;
  private final Orders orders;

  /** The numbers of those that continue here, with the ids of their machines. */
  private final Map<Long, String> here = new ConcurrentHashMap<>();

  // Guarded by this.
  private boolean looking;
  private boolean lookAgain;
  private Timers.Timer next = () -> {};
  private boolean closed;

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
      machines.owners().noteSender(tx, row.drop().id());
      noteDoubt(row.drop(), reason);
    }
    List<DropRow> waiting = new ArrayList<>();
    for (DropRow row : DropRow.inState(tx, DropState.QUEUED, machine)) {
      if (waited(row).compareTo(WAITED_MOST) > 0) {
        String reason = "no appliance had the machine for too long";
        services.drops().cancel(tx, row.drop(), reason, Optional.empty());
        noteCancelled(row.drop(), reason);
      } else {
        waiting.add(row);
      }
    }
    waiting.addAll(DropRow.inState(tx, DropState.DELAYED, machine));
    endOutOfService(tx, waiting);
    return () -> taken(machine, waiting);
  }

  /** What no appliance got to before it ended. */
  private void endOutOfService(Transaction tx, List<DropRow> waiting) throws SQLException {
    for (DropRow row : List.copyOf(waiting)) {
      Optional<DropRequest> found = request(row);
      try {
        if (found.isPresent()) {
          DropRequest request = found.get();
          DropRequest.requireInService(request.member(), request.machine().outOfService(tx));
        }
      } catch (RefusedException e) {
        services.drops().cancel(tx, row.drop(), e.getMessage(), Optional.empty());
        noteCancelled(row.drop(), e.getMessage());
        waiting.remove(row);
      }
    }
  }

  private static void noteDoubt(Drop drop, String reason) {
    // What to do: look whether it is still in doubt (drinkd drops --in-doubt), for the appliance
    // that sent it may have the board's answer; if so look into the machine, then decide (drinkd
    // drop resolve, or RESOLVE).
    LOG.warn(
        "drop {} of machine {} slot {} is in doubt: {}",
        drop.id(),
        drop.machine(),
        drop.slot(),
        reason);
  }

  private static void noteCancelled(Drop drop, String reason) {
    LOG.info(
        "drop {} of machine {} slot {} is called off: {}",
        drop.id(),
        drop.machine(),
        drop.slot(),
        reason);
  }

  private Duration waited(DropRow row) {
    Instant now = services.timers().clock().instant();
    return Duration.between(row.requestedAt().plus(row.delay()), now);
  }

  private void taken(String id, List<DropRow> waiting) {
    Optional<Machine> machine = machines.find(id);
    machine.ifPresent(one -> one.takenFrom(machines.owners().takenFrom(id)));
    machine.ifPresent(orders::ownerChanged);
    machines.ownerChanged(id);
    waiting.forEach(this::resume);
  }

  private void resume(DropRow row) {
    request(row)
        .filter(request -> here.putIfAbsent(row.drop().id(), row.drop().machine()) == null)
        .ifPresent(request -> keepUntil(row, orders.resume(row.drop(), request)));
  }

  private void accept(DropRow row) {
    request(row)
        .filter(request -> here.putIfAbsent(row.drop().id(), row.drop().machine()) == null)
        .ifPresent(request -> keepUntil(row, orders.accept(row.drop(), request)));
  }

  private void keepUntil(DropRow row, CompletableFuture<DropResult> end) {
    end.whenComplete((result, failure) -> here.remove(row.drop().id()));
  }

  /** Empty if this appliance knows the machine or the member no more, or not yet. */
  private Optional<DropRequest> request(DropRow row) {
    Drop drop = row.drop();
    Optional<Machine> machine = machines.find(drop.machine());
    Optional<MemberRecord> member = members.find(drop.member());
    if (machine.isEmpty() || member.isEmpty()) {
      return Optional.empty();
    }
    Duration left = row.left(services.timers().clock().instant());
    return Optional.of(
        new DropRequest(member.get(), machine.get(), drop.slot(), left, row.key(), door(row)));
  }

  /** Where it was asked for: here, as long as somebody waits for it, or by which appliance. */
  private String door(DropRow row) {
    return services
        .followed()
        .door(row.drop().id())
        .orElse(
            row.appliance().equals(services.drops().appliance())
                ? DropRequest.RESTART
                : DropRequest.APPLIANCE + row.appliance());
  }

  @Override
  public void lost(String id) {
    machines.find(id).ifPresent(orders::ownerChanged);
    // They may come back, and then have to continue once more.
    here.values().removeIf(id::equals);
    machines.ownerChanged(id);
  }

  /** Looks at times for what was asked for at other appliances, from now on. */
  void begin() {
    look();
  }

  /** Looks for what was asked for at other appliances, because there may be something. */
  void look() {
    synchronized (this) {
      lookAgain = looking;
      if (looking || closed) {
        return;
      }
      looking = true;
    }
    Set<Long> followed = services.followed().numbers();
    services
        .store()
        .read(tx -> forOwners(tx, followed))
        .whenComplete((rows, failure) -> looked(failure == null ? rows : List.of()));
  }

  /** What was left to the owners of machines, which this appliance may have become meanwhile. */
  private List<DropRow> forOwners(Transaction tx, Set<Long> followed) throws SQLException {
    List<DropRow> rows = new ArrayList<>(DropRow.ofOthers(tx, services.drops().appliance()));
    for (long drop : followed) {
      DropRow.find(tx, drop).filter(DropRow::isUnsent).ifPresent(rows::add);
    }
    return rows;
  }

  private void looked(List<DropRow> rows) {
    rows.stream().filter(row -> machines.owners().owns(row.drop().machine())).forEach(this::accept);
    boolean again;
    synchronized (this) {
      looking = false;
      again = lookAgain;
      next.cancel();
      if (!again && !closed) {
        next = services.timers().after(FollowedDrops.LOOK_EVERY, this::look);
      }
    }
    if (again) {
      look();
    }
  }

  /** Takes nothing from others any more. */
  synchronized void close() {
    closed = true;
    next.cancel();
  }
}
