package io.drinkd.appliance.ledger;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What members asked for under a key of their own, so that a repeated request has its effect once:
 * whoever lost the answer may ask again. Keys are unique for each member and kept for 30 days.
 */
public final class IdempotencyKeys {

  private static final Duration KEPT = Duration.ofDays(30);

  /** To look for old ones costs as much as to remember one. */
  private static final int FORGOTTEN_EVERY = 16;

  private static final int FORGOTTEN_AT_ONCE = 10 * FORGOTTEN_EVERY;

  private final Clock clock;
  private final AtomicInteger added = new AtomicInteger();

  public IdempotencyKeys(Clock clock) {
    this.clock = clock;
  }

  /**
   * What is remembered of a key.
   *
   * @param request what was asked for, in words that differ whenever the request does
   * @param dropId the drop that came of it, if it asked for one
   * @param transfer the transfer that came of it, if it asked for that
   * @param answer what was answered, in the words of whoever answered; empty as long as nothing was
   * @param available the available credits that the answer named
   */
  public record Remembered(
      String request,
      OptionalLong dropId,
      OptionalLong transfer,
      Optional<String> answer,
      OptionalLong available) {}

  /** What is remembered of a member's key. */
  public Optional<Remembered> find(Transaction tx, long member, String key) throws SQLException {
    return tx.first(
        """
        SELECT request, coalesce(drop_id, 0), coalesce(transfer, 0), answer,
          coalesce(available, 0), available IS NOT NULL
        FROM request_key WHERE member = ? AND key = ? AND at >= ?""",
        row ->
            new Remembered(
                row.getString(1),
                number(row.getLong(2)),
                number(row.getLong(3)),
                Optional.ofNullable(row.getString(4)),
                row.getBoolean(6) ? OptionalLong.of(row.getLong(5)) : OptionalLong.empty()),
        member,
        key,
        oldestKept());
  }

  private static OptionalLong number(long found) {
    return found == 0 ? OptionalLong.empty() : OptionalLong.of(found);
  }

  /**
   * Refuses a key that is remembered, before anything is written for its request: in a bank, a row
   * that is undone has used up its number.
   *
   * @throws RefusedException {@link Refusal#KEY_REUSED}
   */
  public void requireUnknown(Transaction tx, long member, String key) throws SQLException {
    requireNew(find(tx, member, key).isPresent() ? 0 : 1);
  }

  /**
   * Remembers a request for a drop in the transaction in which its price is held.
   *
   * @throws RefusedException {@link Refusal#KEY_REUSED} if there is one with that key already
   */
  public void remember(Transaction tx, long member, String key, String request, long dropId)
      throws SQLException {
    forgetOld(tx);
    int remembered =
        tx.update(
            """
            INSERT INTO request_key (member, key, request, drop_id, at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (member, key) DO UPDATE SET request = excluded.request,
              drop_id = excluded.drop_id, transfer = NULL, answer = NULL, available = NULL,
              at = excluded.at
            WHERE request_key.at < ?""",
            member,
            key,
            request,
            dropId,
            clock.millis(),
            oldestKept());
    requireNew(remembered);
  }

  /**
   * Remembers a request for a transfer, and the answer, in the transaction that makes it.
   *
   * @param transfer its number
   * @param available the available credits that the answer names
   * @throws RefusedException {@link Refusal#KEY_REUSED} if there is one with that key already
   */
  public void rememberTransfer(
      Transaction tx, long member, String key, String request, long transfer, long available)
      throws SQLException {
    forgetOld(tx);
    int remembered =
        tx.update(
            """
            INSERT INTO request_key (member, key, request, transfer, answer, available, at)
            VALUES (?, ?, ?, ?, 'DONE', ?, ?)
            ON CONFLICT (member, key) DO UPDATE SET request = excluded.request, drop_id = NULL,
              transfer = excluded.transfer, answer = excluded.answer,
              available = excluded.available, at = excluded.at
            WHERE request_key.at < ?""",
            member,
            key,
            request,
            transfer,
            available,
            clock.millis(),
            oldestKept());
    requireNew(remembered);
  }

  /** Another request with the key may have come since memory was asked for it. */
  private static void requireNew(int rows) {
    if (rows == 0) {
      throw new RefusedException(
          Refusal.KEY_REUSED, "the key was used for another request; choose another one");
    }
  }

  /** The oldest go with new ones, so that there are never many more than are kept. */
  private void forgetOld(Transaction tx) throws SQLException {
    if (added.getAndIncrement() % FORGOTTEN_EVERY == 0) {
      tx.update(
          """
          DELETE FROM request_key WHERE (member, key) IN
            (SELECT member, key FROM request_key WHERE at < ? ORDER BY at LIMIT ?)""",
          oldestKept(),
          FORGOTTEN_AT_ONCE);
    }
  }

  /** Remembers what is answered to a request for a drop, in the transaction that makes it true. */
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
