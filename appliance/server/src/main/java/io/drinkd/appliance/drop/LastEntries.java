package io.drinkd.appliance.drop;

import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * How far books reach: the newest transfer, drop and entry of the audit log, as far as there are
 * any.
 */
public record LastEntries(Optional<Entry> transfer, Optional<Entry> drop, Optional<Entry> audit) {

  /**
   * One of them.
   *
   * @param number its number, which grows
   * @param at when it was made
   */
  public record Entry(long number, Instant at) {}

  /** Those of some books. */
  public static LastEntries read(Transaction tx) throws SQLException {
    return new LastEntries(
        tx.first("SELECT id, at FROM transfer ORDER BY id DESC LIMIT 1", LastEntries::entry),
        tx.first(
            "SELECT id, requested_at FROM drop_order ORDER BY id DESC LIMIT 1", LastEntries::entry),
        tx.first("SELECT id, at FROM audit ORDER BY id DESC LIMIT 1", LastEntries::entry));
  }

  private static Entry entry(Row row) throws SQLException {
    return new Entry(row.getLong(1), Instant.ofEpochMilli(row.getLong(2)));
  }
}
