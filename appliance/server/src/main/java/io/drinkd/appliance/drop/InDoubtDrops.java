package io.drinkd.appliance.drop;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.drop.DropRecords.Place;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.appliance.store.Transaction.RowUse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Drops that were sent and never answered: which there are, and deciding them by what somebody has
 * seen. Works without a connection to any board, so also while the appliance is stopped.
 */
public final class InDoubtDrops {

  /**
   * A drop in doubt.
   *
   * @param since when it came in doubt
   * @param known what is known of it
   */
  public record InDoubtDrop(
      long id, Place place, String member, long price, Instant since, Known known) {

    /** Why it is in doubt. */
    public String reason() {
      return known.reason;
    }

    /** See {@link Known}. */
    public List<String> said() {
      return known.said;
    }

    /** See {@link Known}. */
    public Optional<String> absentSender() {
      return known.absentSender;
    }
  }

  /**
   * What is known of a drop in doubt.
   *
   * @param reason why it is
   * @param said what its board was sent and sent shortly before that, a line each that begins with
   *     the time, {@code >} for what it was sent or {@code <} for what it sent; empty if nothing is
   *     known, as after a restart
   * @param absentSender the appliance that sent it, if that one is away and may come back with the
   *     board's answer
   */
  public record Known(String reason, List<String> said, Optional<String> absentSender) {}

  /** What somebody has decided. */
  public enum Decision {
    /** The drink has fallen: the member pays. */
    DROPPED(DropState.DROPPED, Trait.DROPPED),
    /** It has not, or the house is generous: the member keeps the credits. */
    REFUNDED(DropState.REFUNDED, Trait.REFUNDED);

    private final DropState state;
    private final Trait trait;

    Decision(DropState state, Trait trait) {
      this.state = state;
      this.trait = trait;
    }
  }

  /** How the audit log names the house's policy, which decides where nobody has. */
  private static final String POLICY = "policy";

  private final Store store;
  private final DropStore drops;
  private final AuditLog audit;

  public InDoubtDrops(Store store, DropStore drops, AuditLog audit) {
    this.store = store;
    this.drops = drops;
    this.audit = audit;
  }

  /** The drops in doubt, oldest first. */
  public CompletableFuture<List<InDoubtDrop>> list() {
    return store.read(
        tx -> {
          Map<Long, String> absent = store.owners().absentSenders(tx);
          return tx.list(
              """
              SELECT d.id, d.machine, d.slot, d.item, coalesce(i.name, m.name), d.price, e.at,
                e.reason, coalesce(e.said, '')
              FROM drop_order d
              JOIN member m ON m.id = d.member LEFT JOIN member i ON i.id = m.merged_into
              JOIN drop_event e ON e.drop_id = d.id AND e.state = 'IN_DOUBT'
              WHERE d.settled_at IS NULL AND d.state = 'IN_DOUBT'
              ORDER BY +d.id\
              """,
              row -> read(row, absent));
        });
  }

  private static InDoubtDrop read(Row row, Map<Long, String> absent) throws SQLException {
    long id = row.getLong(1);
    return new InDoubtDrop(
        id,
        new Place(row.getString(2), row.getInt(3), row.getString(4)),
        row.getString(5),
        row.getLong(6),
        Instant.ofEpochMilli(row.getLong(7)),
        new Known(
            row.getString(8),
            row.getString(9).lines().toList(),
            Optional.ofNullable(absent.get(id))));
  }

  /**
   * Ends a drop in doubt.
   *
   * @param actor who decides, such as {@code admin:alice}
   * @param reason by what evidence; not empty
   * @return the state that the drop was in: it is resolved if that was {@link DropState#IN_DOUBT},
   *     and as it was if not; empty if there is no such drop
   */
  public CompletableFuture<Optional<DropState>> resolve(
      long id, Decision decision, String actor, String reason) {
    return store.write(
        tx -> {
          Optional<DropRow> row = DropRow.find(tx, id);
          Optional<DropState> state = row.map(DropRow::state);
          if (state.equals(Optional.of(DropState.IN_DOUBT))) {
            drops.settle(tx, row.get(), new DropEnd(decision.state, actor, reason));
            record(tx, id, decision, actor, reason);
          }
          return state;
        });
  }

  /**
   * Notes that the appliance has run for a while, and ends the drops that were in doubt for so long
   * while it ran. The time is added up in the books, so that it does not depend on what the clock
   * shows, now or after a restart.
   *
   * @param elapsed since the last call
   * @param most after so long they end
   * @return how many ended
   */
  CompletableFuture<Integer> age(
      Duration elapsed, Duration most, Decision decision, String reason) {
    return store.write(
        tx -> {
          List<Long> old = new ArrayList<>();
          RowUse aged =
              row -> {
                if (row.getLong(2) >= most.toMillis()) {
                  old.add(row.getLong(1));
                }
              };
          if (store.owners().areShared()) {
            ageOwned(tx, elapsed, aged);
          } else {
            tx.each(
                """
                UPDATE drop_order SET doubt_millis = doubt_millis + ?
                WHERE settled_at IS NULL AND state = 'IN_DOUBT' RETURNING id, doubt_millis\
                """,
                aged,
                elapsed.toMillis());
          }
          for (long id : old) {
            drops.settle(
                tx, DropRow.read(tx, id), new DropEnd(decision.state, drops.self(tx), reason));
            record(tx, id, decision, POLICY, reason);
          }
          return old.size();
        });
  }

  /** The time counts for which the owner of the machine has run: once, whoever else runs. */
  private void ageOwned(Transaction tx, Duration elapsed, RowUse aged) throws SQLException {
    List<String> machines =
        tx.list(
            """
            SELECT DISTINCT machine FROM drop_order
            WHERE settled_at IS NULL AND state = 'IN_DOUBT' ORDER BY machine\
            """,
            row -> row.getString(1));
    for (String machine : machines) {
      if (store.owners().owns(machine)) {
        tx.each(
            """
            UPDATE drop_order SET doubt_millis = doubt_millis + ?
            WHERE settled_at IS NULL AND state = 'IN_DOUBT' AND machine = ?
            RETURNING id, doubt_millis\
            """,
            aged,
            elapsed.toMillis(),
            machine);
      }
    }
  }

  private void record(Transaction tx, long id, Decision decision, String actor, String reason)
      throws SQLException {
    audit.record(
        tx,
        actor,
        Act.DROP.of(id, reason),
        List.of(Trait.IN_DOUBT.of()),
        List.of(decision.trait.of()));
  }
}
