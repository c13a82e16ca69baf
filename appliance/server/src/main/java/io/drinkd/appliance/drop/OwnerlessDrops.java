package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropRecords.Place;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Drops that stay as they are until an appliance takes their machine: it puts in doubt what was
 * sent, and sends what was not, or calls it off. Their prices are held until then.
 */
public final class OwnerlessDrops {

  /**
   * A drop at a machine that no appliance owns.
   *
   * @param state that it is in; it has not ended, and is not in doubt
   * @param since when its order left, or when it was asked for if that has not left
   */
  public record OwnerlessDrop(
      long id, Place place, String member, long price, DropState state, Instant since) {}

  private OwnerlessDrops() {}

  /** Those that there are, oldest first; none in books that one appliance has to itself. */
  public static CompletableFuture<List<OwnerlessDrop>> list(Store store) {
    return store.owners().areShared()
        ? store.read(tx -> list(tx, store.owners().all(tx).keySet()))
        : CompletableFuture.completedFuture(List.of());
  }

  private static List<OwnerlessDrop> list(Transaction tx, Set<String> owned) throws SQLException {
    return tx
        .list(
            """
            SELECT d.id, d.machine, d.slot, d.item, coalesce(i.name, m.name), d.price, d.state,
              coalesce(d.sent_at, d.requested_at)
            FROM drop_order d
            JOIN member m ON m.id = d.member LEFT JOIN member i ON i.id = m.merged_into
            WHERE d.settled_at IS NULL AND d.state <> 'IN_DOUBT' ORDER BY +d.id\
            """,
            OwnerlessDrops::read)
        .stream()
        .filter(drop -> !owned.contains(drop.place().machine()))
        .toList();
  }

  /** Whether a drop in that state waits for an appliance that takes its machine. */
  static boolean isOwnerless(Store store, Transaction tx, DropState state, String machine)
      throws SQLException {
    return !state.ended()
        && state != DropState.IN_DOUBT
        && store.owners().areShared()
        && !store.owners().all(tx).containsKey(machine);
  }

  private static OwnerlessDrop read(Row row) throws SQLException {
    return new OwnerlessDrop(
        row.getLong(1),
        new Place(row.getString(2), row.getInt(3), row.getString(4)),
        row.getString(5),
        row.getLong(6),
        DropState.valueOf(row.getString(7)),
        Instant.ofEpochMilli(row.getLong(8)));
  }
}
