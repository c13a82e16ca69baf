package io.drinkd.appliance.drop;

import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/**
 * The drops that were open when a copy of the books was made. What became of them since stands in
 * the books that the copy replaces, at best: carried out again, one request could make two cans
 * fall.
 */
public final class RestoredDrops {

  private static final String REASON = "open in the restored copy, so its can may have fallen";

  private RestoredDrops() {}

  /**
   * Puts them in doubt, so that an admin decides.
   *
   * @return how many they are
   */
  public static int doubt(Transaction tx, Clock clock) throws SQLException {
    List<Long> open =
        tx.list(
            """
            UPDATE drop_order SET state = 'IN_DOUBT', sent_at = coalesce(sent_at, ?)
            WHERE settled_at IS NULL AND state <> 'IN_DOUBT' RETURNING id\
            """,
            row -> row.getLong(1),
            clock.millis());
    for (long id : open) {
      DropEvents.record(tx, id, DropState.IN_DOUBT, clock.millis(), DropStore.SYSTEM, REASON);
    }
    return open.size();
  }
}
