package io.drinkd.appliance.drop;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.event.Event;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Drops that were sent and never answered: which there are, and deciding them by what somebody has
 * seen. Works without a connection to any board, so also while the appliance is stopped.
 */
public final class InDoubtDrops {

  /** A drop in doubt. */
  public record InDoubtDrop(
      long id, String machine, int slot, String member, long price, Instant since, String reason) {}

  /** What somebody has decided. */
  public enum Decision {
    /** The drink has fallen: the member pays. */
    DROPPED(DropState.DROPPED),
    /** It has not, or the house is generous: the member keeps the credits. */
    REFUNDED(DropState.REFUNDED);

    private final DropState state;

    Decision(DropState state) {
      this.state = state;
    }
  }

  private final Store store;
  private final DropStore drops;
  private final AuditLog audit;

  public InDoubtDrops(Store store, Ledger ledger, Machines machines, Clock clock) {
    this.store = store;
    this.drops = new DropStore(ledger, machines, clock);
    this.audit = new AuditLog(store, clock);
  }

  /** From now on {@code listener} hears of what is decided, once it is on disk. */
  public void listen(Consumer<Event> listener) {
    drops.listen(listener);
  }

  /** The drops in doubt, oldest first. */
  public CompletableFuture<List<InDoubtDrop>> list() {
    return store.read(
        tx ->
            tx.list(
                """
                SELECT d.id, d.machine, d.slot, m.name, d.price, e.at, e.reason
                FROM drop_order d
                JOIN member m ON m.id = d.member
                JOIN drop_event e ON e.drop_id = d.id AND e.state = 'IN_DOUBT'
                WHERE d.id IN (SELECT id FROM hold WHERE state = 'open') AND d.state = 'IN_DOUBT'
                ORDER BY d.id\
                """,
                row ->
                    new InDoubtDrop(
                        row.getLong("id"),
                        row.getString("machine"),
                        row.getInt("slot"),
                        row.getString("name"),
                        row.getLong("price"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("reason"))));
  }

  /**
   * Ends a drop in doubt. The future fails with an {@link IllegalArgumentException} if there is no
   * such drop, or with an {@link IllegalStateException} if it is not in doubt any more.
   *
   * @param actor who decides, such as {@code admin:alice}
   * @param reason by what evidence; not empty
   */
  public CompletableFuture<Void> resolve(long id, Decision decision, String actor, String reason) {
    return store.write(
        tx -> {
          DropStore.Row row = drops.read(tx, id);
          DropState state = row.state();
          if (state != DropState.IN_DOUBT) {
            throw new IllegalStateException("drop " + id + " is " + state + ", not in doubt");
          }
          drops.move(tx, row.drop(), decision.state, actor, reason);
          audit.record(tx, actor, "drop " + id + ": " + reason, state, decision);
          return null;
        });
  }

  /**
   * Ends all drops that came into doubt before {@code before}.
   *
   * @return how many
   */
  CompletableFuture<Integer> resolveOlderThan(Instant before, Decision decision, String reason) {
    return store.write(
        tx -> {
          List<Long> old =
              tx.list(
                  """
                  SELECT id FROM drop_order
                  WHERE id IN (SELECT id FROM hold WHERE state = 'open')
                    AND state = 'IN_DOUBT' AND changed_at < ?""",
                  row -> row.getLong("id"),
                  before.toEpochMilli());
          for (long id : old) {
            drops.move(tx, drops.read(tx, id).drop(), decision.state, DropStore.SYSTEM, reason);
          }
          return old.size();
        });
  }
}
