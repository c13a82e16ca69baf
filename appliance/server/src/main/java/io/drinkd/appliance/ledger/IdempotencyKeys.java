package io.drinkd.appliance.ledger;

import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What members asked for under a key of their own, so that a repeated request has its effect once:
 * whoever lost the answer may ask again. Keys are unique for each member and kept for 30 days.
 */
public final class IdempotencyKeys {

  private static final Duration KEPT = Duration.ofDays(30);

  private final Clock clock;

  public IdempotencyKeys(Clock clock) {
    this.clock = clock;
  }

  /**
   * What is remembered of a key.
   *
   * @param request what was asked for, in words that differ whenever the request does
   * @param dropId the drop that came of it, if one did
   * @param answer what was answered, in the words of whoever answered; empty as long as nothing was
   * @param available the available credits that the answer named
   */
  public record Remembered(
      String request, OptionalLong dropId, Optional<String> answer, OptionalLong available) {}

  /** What is remembered of a member's key. */
  public Optional<Remembered> find(Transaction tx, long member, String key) throws SQLException {
    return tx.first(
        """
        SELECT request, coalesce(drop_id, 0), answer,
          coalesce(available, 0), available IS NOT NULL
        FROM request_key WHERE member = ? AND key = ? AND at >= ?""",
        row -> {
          long dropId = row.getLong(2);
          return new Remembered(
              row.getString(1),
              dropId == 0 ? OptionalLong.empty() : OptionalLong.of(dropId),
              Optional.ofNullable(row.getString(3)),
              row.getBoolean(5) ? OptionalLong.of(row.getLong(4)) : OptionalLong.empty());
        },
        member,
        key,
        oldestKept());
  }

  /** Remembers a request in the transaction in which it has its effect. */
  public void remember(Transaction tx, long member, String key, String request, Long dropId)
      throws SQLException {
    // A few of the oldest go with each new one, so that there are never many more than are kept.
    tx.update(
        """
        DELETE FROM request_key WHERE (member, key) IN
          (SELECT member, key FROM request_key WHERE at < ? ORDER BY at LIMIT 10)""",
        oldestKept());
    tx.update(
        "DELETE FROM request_key WHERE member = ? AND key = ? AND at < ?",
        member,
        key,
        oldestKept());
    tx.update(
        "INSERT INTO request_key (member, key, request, drop_id, at) VALUES (?, ?, ?, ?, ?)",
        member,
        key,
        request,
        dropId,
        clock.millis());
  }

  /** Remembers what is answered, in the transaction that makes it true. */
  public void answer(Transaction tx, long member, String key, String answer, long available)
      throws SQLException {
    tx.update(
        "UPDATE request_key SET answer = ?, available = ? WHERE member = ? AND key = ?",
        answer,
        available,
        member,
        key);
  }

  private long oldestKept() {
    return clock.instant().minus(KEPT).toEpochMilli();
  }
}
