package io.drinkd.appliance.credential;

import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The sessions of those who have signed in on a page. They are in the books, so that they outlast a
 * restart.
 */
public final class WebSessionStore {

  /** How many a member has at most: a further one ends the one that was not used for longest. */
  public static final int SESSIONS_MAX = 50;

  /** One that is not used for so long ends. */
  public static final Duration IDLE_MAX = Duration.ofHours(12);

  /** None lasts longer. */
  public static final Duration LIFE_MAX = Duration.ofDays(30);

  /** None at a kiosk lasts longer. */
  public static final Duration KIOSK_LIFE = Duration.ofSeconds(60);

  private static final int BITS = 128;

  /** A longer text is no secret of one. */
  private static final int LENGTH_MAX = 64;

  /**
   * A session that somebody has shown, or just begun.
   *
   * @param hash of its secret, by which it is known
   * @param member the number of its member
   * @param machine the machine for which alone it is, at a kiosk; empty for one that is not
   * @param endsAt when it ends if it is not used again
   */
  public record Shown(String hash, long member, Optional<String> machine, Instant endsAt) {}

  /**
   * A session that was just begun.
   *
   * @param secret by which it is found again
   */
  public record Begun(String secret, Shown session) {}

  private final Store store;
  private final Clock clock;
  private final EndedCredentials ended;

  WebSessionStore(Store store, Clock clock, EndedCredentials ended) {
    this.store = store;
    this.clock = clock;
    this.ended = ended;
  }

  /** Begins a session of a member; those that have ended are deleted. */
  public Begun begin(Transaction tx, long member) throws SQLException {
    return begin(tx, member, OptionalLong.empty(), Optional.empty(), LIFE_MAX);
  }

  /** The same at a kiosk. */
  Begun begin(Transaction tx, long member, KioskStore.Kiosk kiosk) throws SQLException {
    return begin(tx, member, OptionalLong.of(kiosk.id()), Optional.of(kiosk.machine()), KIOSK_LIFE);
  }

  private Begun begin(
      Transaction tx, long member, OptionalLong kiosk, Optional<String> machine, Duration life)
      throws SQLException {
    Instant now = clock.instant();
    deleteEnded(tx, member, now);
    String secret = RandomSecret.random(BITS);
    String hash = RandomSecret.hash(secret);
    Instant end = now.plus(life);
    tx.update(
        """
        INSERT INTO web_session (hash, member, kiosk, created_at, ends_at, used_at)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        hash,
        member,
        kiosk.isPresent() ? kiosk.getAsLong() : null,
        now.toEpochMilli(),
        end.toEpochMilli(),
        now.toEpochMilli());
    return new Begun(secret, new Shown(hash, member, machine, earlier(end, now.plus(IDLE_MAX))));
  }

  /** Those that are over, and of the others as many as there must be room for. */
  private void deleteEnded(Transaction tx, long member, Instant now) throws SQLException {
    tx.update(
        "DELETE FROM web_session WHERE member = ? AND (ends_at <= ? OR used_at <= ?)",
        member,
        now.toEpochMilli(),
        now.minus(IDLE_MAX).toEpochMilli());
    tx.list(
        """
        DELETE FROM web_session WHERE member = ? AND hash NOT IN (SELECT hash FROM web_session
          WHERE member = ? ORDER BY used_at DESC, hash LIMIT ?)
        RETURNING member, hash\
        """,
        row -> ended(tx, row),
        member,
        member,
        SESSIONS_MAX - 1);
  }

  /** The session that has this secret, unless it is over; notes that it is used. */
  public CompletableFuture<Optional<Shown>> find(String secret) {
    if (secret.isEmpty() || secret.length() > LENGTH_MAX) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    String hash = RandomSecret.hash(secret);
    Instant now = clock.instant();
    return store
        .read(
            tx ->
                tx.first(
                    """
                    SELECT s.member, k.machine, s.ends_at, s.used_at
                    FROM web_session s LEFT JOIN kiosk k ON k.id = s.kiosk
                    WHERE s.hash = ? AND s.ends_at > ? AND s.used_at > ?\
                    """,
                    row -> shown(hash, row, now),
                    hash,
                    now.toEpochMilli(),
                    now.minus(IDLE_MAX).toEpochMilli()))
        .thenApply(found -> found.map(one -> used(one, now)));
  }

  private record Found(Shown session, Instant usedAt) {}

  private static Found shown(String hash, Row row, Instant now) throws SQLException {
    Instant end = Instant.ofEpochMilli(row.getLong(3));
    Shown session =
        new Shown(
            hash,
            row.getLong(1),
            Optional.ofNullable(row.getString(2)),
            earlier(end, now.plus(IDLE_MAX)));
    return new Found(session, Instant.ofEpochMilli(row.getLong(4)));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Whoever uses it does not wait until that is noted, and does not fail if it cannot be. */
  private Shown used(Found found, Instant now) {
    if (UseNotes.isDue(found.usedAt, now)) {
      store.write(
          tx ->
              tx.update(
                  "UPDATE web_session SET used_at = ? WHERE hash = ?",
                  now.toEpochMilli(),
                  found.session.hash));
    }
    return found.session;
  }

  /** Ends the session that is known by that hash, if there is one. */
  public void end(Transaction tx, String hash) throws SQLException {
    tx.list(
        "DELETE FROM web_session WHERE hash = ? RETURNING member, hash",
        row -> ended(tx, row),
        hash);
  }

  /**
   * Ends all sessions of a member.
   *
   * @return how many they were
   */
  public int endAll(Transaction tx, long member) throws SQLException {
    return tx.list(
            "DELETE FROM web_session WHERE member = ? RETURNING member, hash",
            row -> ended(tx, row),
            member)
        .size();
  }

  /** Ends all sessions at a kiosk. */
  void endAllAt(Transaction tx, long kiosk) throws SQLException {
    tx.list(
        "DELETE FROM web_session WHERE kiosk = ? RETURNING member, hash",
        row -> ended(tx, row),
        kiosk);
  }

  private String ended(Transaction tx, Row row) throws SQLException {
    String hash = row.getString(2);
    ended.end(tx, row.getLong(1), hash);
    return hash;
  }
}
