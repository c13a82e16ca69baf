package io.drinkd.appliance.machine;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.RowText;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;

/**
 * Which machines are out of service: their rows in the books, and the same in memory, which follows
 * each commit. A row outlasts restarts, and the removal of a machine from the configuration. May be
 * used on any thread.
 */
final class ServiceStates implements Followed<ServiceStates.Changed> {

  private final Map<String, OutOfService> states = new ConcurrentHashMap<>();

  private volatile ObjLongConsumer<String> listener = (machine, number) -> {};

  private record StateRow(String machine, OutOfService state) {}

  /**
   * A machine is out of service, or is in service again.
   *
   * @param state empty if it is in service
   */
  record Changed(String machine, Optional<OutOfService> state) {}

  /**
   * From now on {@code newListener} gets each machine that is out of service now and was not
   * before, or the other way round, with the number of the change, see {@link Followed#apply}.
   */
  void listen(ObjLongConsumer<String> newListener) {
    listener = newListener;
  }

  @Override
  public String name() {
    return "service";
  }

  @Override
  public RowText write(Changed change) {
    return RowText.of(
        change.machine,
        change.state.map(OutOfService::reason).orElse(null),
        change.state.map(state -> state.since().toEpochMilli()).orElse(null),
        change.state.map(OutOfService::actor).orElse(null));
  }

  @Override
  public Changed read(RowText text) {
    Optional<OutOfService> state =
        text.find(1)
            .map(
                reason ->
                    new OutOfService(reason, Instant.ofEpochMilli(text.number(2)), text.text(3)));
    return new Changed(text.text(0), state);
  }

  /** What the state is now is true in the end. */
  @Override
  public void replay(Changed change, long number) {
    listener.accept(change.machine, number);
  }

  @Override
  public void apply(Changed change, long number) {
    Optional<OutOfService> before = find(change.machine);
    change.state.ifPresentOrElse(
        state -> states.put(change.machine, state), () -> states.remove(change.machine));
    if (before.isPresent() != change.state.isPresent()) {
      listener.accept(change.machine, number);
    }
  }

  /** Takes in all that the books have. */
  Void readAll(Transaction tx) throws SQLException {
    tx.list(
            "SELECT reason, at, actor, machine FROM out_of_service",
            row -> new StateRow(row.getString(4), read(row)))
        .forEach(row -> states.put(row.machine, row.state));
    return null;
  }

  /** As last committed. */
  Optional<OutOfService> find(String machine) {
    return Optional.ofNullable(states.get(machine));
  }

  /** As the books have it within a transaction. */
  Optional<OutOfService> find(Transaction tx, String machine) throws SQLException {
    return tx.first(
        "SELECT reason, at, actor FROM out_of_service WHERE machine = ?",
        ServiceStates::read,
        machine);
  }

  /** Takes a machine out of service, or says why it is so anew. */
  Void takeOut(
      Transaction tx, String machine, String reason, AuditLog audit, Clock clock, String actor)
      throws SQLException {
    OutOfService now = new OutOfService(reason, Instant.ofEpochMilli(clock.millis()), actor);
    Optional<OutOfService> before = find(tx, machine);
    tx.update(
        """
        INSERT INTO out_of_service (machine, reason, at, actor) VALUES (?, ?, ?, ?)
        ON CONFLICT (machine) DO UPDATE SET reason = excluded.reason, at = excluded.at,
          actor = excluded.actor\
        """,
        machine,
        reason,
        now.since().toEpochMilli(),
        actor);
    record(tx, machine, before, Optional.of(now), audit, actor);
    tx.follow(this, new Changed(machine, Optional.of(now)));
    return null;
  }

  /** Puts a machine back into service; one that is in service stays so, and nothing is noted. */
  Void putBack(Transaction tx, String machine, AuditLog audit, String actor) throws SQLException {
    Optional<OutOfService> before = find(tx, machine);
    if (before.isEmpty()) {
      return null;
    }
    tx.update("DELETE FROM out_of_service WHERE machine = ?", machine);
    record(tx, machine, before, Optional.empty(), audit, actor);
    tx.follow(this, new Changed(machine, Optional.empty()));
    return null;
  }

  private static void record(
      Transaction tx,
      String machine,
      Optional<OutOfService> before,
      Optional<OutOfService> after,
      AuditLog audit,
      String actor)
      throws SQLException {
    audit.record(tx, actor, Act.SERVICE.of(machine), traits(before), traits(after));
  }

  private static List<Said<Trait>> traits(Optional<OutOfService> state) {
    return List.of(
        state
            .map(out -> Trait.OUT_OF_SERVICE.of(out.reason()))
            .orElseGet(() -> Trait.IN_SERVICE.of()));
  }

  private static OutOfService read(Row row) throws SQLException {
    return new OutOfService(
        row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3));
  }
}
