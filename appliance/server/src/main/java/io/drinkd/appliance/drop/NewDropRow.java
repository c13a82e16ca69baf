package io.drinkd.appliance.drop;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.ledger.IdempotencyKeys;
import io.drinkd.appliance.machine.Slot;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What the books are to say of a drop that begins.
 *
 * @param appliance who writes it
 * @param now in milliseconds since 1970
 */
record NewDropRow(DropRequest request, Slot slot, String appliance, DropState state, long now) {

  private static final String ROW =
      """
      INSERT INTO drop_order (member, account, appliance, machine, slot, item, price, key,
        any_slot, requested_at, delay_millis, state, sent_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /**
   * Many have none, and would take a twentieth more of the thread that writes with the other one.
   */
  private static final String WITHOUT_KEY = ROW + "RETURNING id, NULL";

  private static final String WITH_KEY =
      ROW
          + """
          ON CONFLICT (member, key) WHERE key IS NOT NULL DO NOTHING
          RETURNING id, (SELECT k.at FROM request_key k
            WHERE k.member = drop_order.member AND k.key = drop_order.key)\
          """;

  /**
   * A row that was written.
   *
   * @param transferAt when the member used its key for a transfer; null if that was not so
   */
  private record Written(long id, String transferAt) {}

  /**
   * Writes it. Whether its key was used is found out by that, for nearly all are new.
   *
   * @return its number
   * @throws RefusedException {@link Refusal#KEY_REUSED}
   */
  long insert(Transaction tx, IdempotencyKeys keys) throws SQLException {
    long member = request.member().id();
    Optional<Written> written = write(tx);
    if (written.isEmpty()) {
      keys.requireNew(tx, member, request.key().orElseThrow());
      written = write(tx);
    }
    Written row = written.orElseThrow();
    if (row.transferAt != null) {
      keys.requireOver(tx, member, request.key().orElseThrow(), Long.parseLong(row.transferAt));
    }
    return row.id;
  }

  private Optional<Written> write(Transaction tx) throws SQLException {
    return tx.first(
        request.key().isEmpty() ? WITHOUT_KEY : WITH_KEY,
        row -> new Written(row.getLong(1), row.getString(2)),
        request.member().id(),
        request.member().account(),
        appliance,
        request.machine().id(),
        slot.number(),
        slot.item(),
        slot.price(),
        request.key().orElse(null),
        request.any() ? 1 : 0,
        now,
        request.delay().toMillis(),
        state.name(),
        state == DropState.SENT ? now : null);
  }
}
