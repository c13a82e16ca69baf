package io.drinkd.appliance.drop;

import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.List;

/** The states that unusual drops came into, with who said so and why. */
final class DropEvents {

  private DropEvents() {}

  static void record(
      Transaction tx, long id, DropState state, long atMillis, String actor, String reason)
      throws SQLException {
    record(tx, id, state, atMillis, actor, reason, List.of());
  }

  /**
   * @param said what the board was sent and sent shortly before, see {@link
   *     io.drinkd.appliance.machine.Machine#lastTraffic}
   */
  static void record(
      Transaction tx,
      long id,
      DropState state,
      long atMillis,
      String actor,
      String reason,
      List<String> said)
      throws SQLException {
    tx.update(
        """
        INSERT INTO drop_event (drop_id, state, at, actor, reason, said)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        id,
        state.name(),
        atMillis,
        actor,
        reason,
        said.isEmpty() ? null : String.join("\n", said));
  }
}
