package io.drinkd.appliance.drop;

import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;

/** The states that unusual drops came into, with who said so and why. */
final class DropEvents {

  private DropEvents() {}

  static void record(
      Transaction tx, long id, DropState state, long atMillis, String actor, String reason)
      throws SQLException {
    tx.update(
        "INSERT INTO drop_event (drop_id, state, at, actor, reason) VALUES (?, ?, ?, ?, ?)",
        id,
        state.name(),
        atMillis,
        actor,
        reason);
  }
}
