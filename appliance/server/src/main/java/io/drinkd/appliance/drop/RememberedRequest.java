package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.DropResult.Kind;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the books know of a key: what was asked for under it, and what came of that.
 *
 * @param same whether that was the same request
 * @param id of the drop
 * @param state of it
 * @param reason why it ended so; empty if it has not ended
 * @param answer what was answered when it ended; empty if nothing was, or that it was in doubt
 * @param available the available credits that the answer named
 * @param left of its delay
 */
record RememberedRequest(
    boolean same,
    long id,
    DropState state,
    String reason,
    Optional<Kind> answer,
    long available,
    Duration left) {

  /** It was no drop. */
  static final RememberedRequest OTHER =
      new RememberedRequest(false, 0, DropState.CANCELLED, "", Optional.empty(), 0, Duration.ZERO);

  /**
   * The drop that has a request's key.
   *
   * @param oldest only if it was asked for then or later, in milliseconds since 1970
   */
  static Optional<RememberedRequest> find(
      Transaction tx, DropRequest request, String key, long oldest, Instant now)
      throws SQLException {
    return tx.first(
        """
        SELECT id, state, coalesce(reason, ''), answer, coalesce(available, 0), machine, slot,
          any_slot, delay_millis, requested_at, item, price
        FROM drop_order WHERE member = ? AND key = ? AND requested_at >= ?\
        """,
        row ->
            new RememberedRequest(
                isSame(row, request),
                row.getLong(1),
                DropState.valueOf(row.getString(2)),
                row.getString(3),
                Optional.ofNullable(row.getString(4)).map(Kind::valueOf),
                row.getLong(5),
                left(row, now)),
        request.member().id(),
        key,
        oldest);
  }

  private static Duration left(Row row, Instant now) throws SQLException {
    return DropRow.left(
        DropState.valueOf(row.getString(2)),
        Instant.ofEpochMilli(row.getLong(10)),
        Duration.ofMillis(row.getLong(9)),
        now);
  }

  /**
   * Which slot the house chose is not what was asked for. What the member had seen is what was
   * sold, for nothing else is.
   */
  private static boolean isSame(Row row, DropRequest request) throws SQLException {
    boolean any = row.getInt(8) == 1;
    return row.getString(6).equals(request.machine().id())
        && any == request.any()
        && (any || row.getInt(7) == request.slot())
        && request.wanted().seen().is(row.getString(11), row.getLong(12))
        && row.getLong(9) == request.delay().toMillis();
  }
}
