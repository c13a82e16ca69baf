package io.drinkd.appliance.ledger;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What members asked for under a key of their own, so that a repeated request has its effect once:
 * whoever lost the answer may ask again. Keys are unique for each member and kept for 30 days.
 *
 * <p>A drop has its key in its own row, because a drop is what is asked for most: that costs one
 * entry of an index. Whatever else has a key has a row here.
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
   * A transfer that was made under a key.
   *
   * @param transfer its number
   * @param available the available credits that the answer named
   */
  public record Made(long transfer, long available) {}

  /** Whether a member's key is remembered, for whatever request. */
  public boolean isRemembered(Transaction tx, long member, String key) throws SQLException {
    return usedAt(tx, member, key).filter(at -> at >= oldestKept()).isPresent();
  }

  private static Optional<Long> usedAt(Transaction tx, long member, String key)
      throws SQLException {
    return tx.first(
        """
        SELECT requested_at FROM drop_order WHERE member = ? AND key = ?
        UNION ALL SELECT at FROM request_key WHERE member = ? AND key = ?""",
        row -> row.getLong(1),
        member,
        key,
        member,
        key);
  }

  /**
   * Makes sure that a request can have a key; one whose time is over is forgotten. In a bank that
   * is to be asked before anything is written for the request: there a row that is undone has used
   * up its number. Another request with the key may have come since memory was asked for it.
   *
   * @throws RefusedException {@link Refusal#KEY_REUSED} if it is remembered
   */
  public void requireNew(Transaction tx, long member, String key) throws SQLException {
    Optional<Long> at = usedAt(tx, member, key);
    if (at.isEmpty()) {
      return;
    }
    if (at.get() >= oldestKept()) {
      throw reused();
    }
    tx.update("UPDATE drop_order SET key = NULL WHERE member = ? AND key = ?", member, key);
    tx.update("DELETE FROM request_key WHERE member = ? AND key = ?", member, key);
  }

  /**
   * The same for a key that a transfer has.
   *
   * @param at when that was made, in milliseconds since 1970
   */
  public void requireOver(Transaction tx, long member, String key, long at) throws SQLException {
    if (at >= oldestKept()) {
      throw reused();
    }
    tx.update("DELETE FROM request_key WHERE member = ? AND key = ?", member, key);
  }

  /**
   * What came of a request for a transfer that was made before.
   *
   * @param request what is asked for, in words that differ whenever the request does
   * @return empty if the key is new
   * @throws RefusedException {@link Refusal#KEY_REUSED} if it was used for another request
   */
  public Optional<Made> findTransfer(Transaction tx, long member, String key, String request)
      throws SQLException {
    record Found(String request, Made made) {}
    Optional<Found> found =
        tx.first(
            """
            SELECT request, transfer, available FROM request_key
            WHERE member = ? AND key = ? AND at >= ?""",
            row -> new Found(row.getString(1), new Made(row.getLong(2), row.getLong(3))),
            member,
            key,
            oldestKept());
    if (found.isEmpty()) {
      requireNew(tx, member, key);
      return Optional.empty();
    }
    if (!found.get().request.equals(request)) {
      throw reused();
    }
    return Optional.of(found.get().made);
  }

  /**
   * Remembers a request for a transfer, and the answer, in the transaction that makes it and has
   * found that its key is new.
   *
   * @param request as for {@link #findTransfer}
   */
  public void rememberTransfer(Transaction tx, long member, String key, String request, Made made)
      throws SQLException {
    forgetOld(tx);
    tx.update(
        """
        INSERT INTO request_key (member, key, request, transfer, available, at)
        VALUES (?, ?, ?, ?, ?, ?)""",
        member,
        key,
        request,
        made.transfer,
        made.available,
        clock.millis());
  }

  private static RefusedException reused() {
    return new RefusedException(
        Refusal.KEY_REUSED, "the key was used for another request; choose another one");
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

  /** When the oldest request was made that is remembered, in milliseconds since 1970. */
  public long oldestKept() {
    return clock.instant().minus(KEPT).toEpochMilli();
  }
}
