package io.drinkd.appliance.credential;

import io.drinkd.appliance.credential.WebSessionStore.Begun;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.Row;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The devices beside machines at which cards log in. Each is made with a code that somebody types
 * at the device, once; from then on the device is known by a secret of its own.
 */
public final class KioskStore {

  /** How many there are at most. */
  public static final int KIOSKS_MAX = 200;

  /** The code of a kiosk that was not paired for so long is good for nothing. */
  public static final Duration CODE_LIFE = Duration.ofMinutes(15);

  /** Some 39 bits, for as long as a code lives. */
  private static final int CODE_LENGTH = 8;

  private static final int BITS = 256;

  /** A longer text is no secret of one. */
  private static final int LENGTH_MAX = 64;

  /**
   * A device.
   *
   * @param id its number, which no later one gets
   * @param machine the id of the machine that it is at
   * @param name how people call it
   * @param pairedAt when the device was paired; empty if it was not yet
   */
  public record Kiosk(
      long id, String machine, String name, Instant createdAt, Optional<Instant> pairedAt) {}

  /**
   * A kiosk that was just made.
   *
   * @param code to be typed at the device, within {@link #CODE_LIFE}
   */
  public record Made(Kiosk kiosk, String code) {}

  /**
   * A device that was just paired.
   *
   * @param secret by which it is known from now on
   */
  public record Paired(Kiosk kiosk, String secret) {}

  private final Store store;
  private final WebSessionStore sessions;
  private final Clock clock;

  KioskStore(Store store, WebSessionStore sessions, Clock clock) {
    this.store = store;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * Makes a kiosk; those whose codes nobody has typed in time are deleted.
   *
   * @throws RefusedException {@link Refusal#LIMIT_REACHED} if there are {@link #KIOSKS_MAX}
   */
  public Made make(Transaction tx, String machine, String name) throws SQLException {
    Instant now = clock.instant();
    tx.update("DELETE FROM kiosk WHERE code_ends_at <= ?", now.toEpochMilli());
    String count = "SELECT count(*) FROM kiosk";
    if (tx.first(count, row -> row.getLong(1)).orElseThrow() >= KIOSKS_MAX) {
      throw new RefusedException(
          Refusal.LIMIT_REACHED, "found " + KIOSKS_MAX + " kiosks, which is the most; remove one");
    }
    String code = RandomSecret.typed(CODE_LENGTH);
    Kiosk kiosk =
        tx.first(
                """
                INSERT INTO kiosk (machine, name, code_hash, code_ends_at, created_at)
                VALUES (?, ?, ?, ?, ?)
                RETURNING id, machine, name, created_at, coalesce(paired_at, -1)\
                """,
                KioskStore::read,
                machine,
                name,
                RandomSecret.hash(code),
                now.plus(CODE_LIFE).toEpochMilli(),
                now.toEpochMilli())
            .orElseThrow();
    return new Made(kiosk, code);
  }

  /** All kiosks, by number. */
  public CompletableFuture<List<Kiosk>> all() {
    return store.read(
        tx ->
            tx.list(
                """
                SELECT id, machine, name, created_at, coalesce(paired_at, -1) FROM kiosk
                ORDER BY id\
                """,
                KioskStore::read));
  }

  /**
   * Pairs a device by the code of its kiosk, whose case and blanks do not matter; no other device
   * can be paired by it then.
   *
   * @return empty if there is no such code, or not any more
   */
  public CompletableFuture<Optional<Paired>> pair(String code) {
    String typed = code.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
    if (typed.length() != CODE_LENGTH) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    String secret = RandomSecret.random(BITS);
    return store.write(
        tx ->
            tx.first(
                    """
                    UPDATE kiosk SET hash = ?, paired_at = ?, code_hash = NULL, code_ends_at = NULL
                    WHERE code_hash = ? AND code_ends_at > ?
                    RETURNING id, machine, name, created_at, paired_at\
                    """,
                    KioskStore::read,
                    RandomSecret.hash(secret),
                    clock.millis(),
                    RandomSecret.hash(typed),
                    clock.millis())
                .map(kiosk -> new Paired(kiosk, secret)));
  }

  /** The kiosk whose device has this secret, if there is one. */
  public CompletableFuture<Optional<Kiosk>> find(String secret) {
    if (secret.isEmpty() || secret.length() > LENGTH_MAX) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return store.read(
        tx ->
            tx.first(
                "SELECT id, machine, name, created_at, paired_at FROM kiosk WHERE hash = ?",
                KioskStore::read,
                RandomSecret.hash(secret)));
  }

  /**
   * Begins a session of a member at a kiosk.
   *
   * @throws RefusedException {@link Refusal#NO_SUCH_KIOSK} if that was removed meanwhile
   */
  public Begun begin(Transaction tx, Kiosk kiosk, long member) throws SQLException {
    if (tx.first("SELECT 1 FROM kiosk WHERE id = ?", row -> true, kiosk.id()).isEmpty()) {
      throw new RefusedException(Refusal.NO_SUCH_KIOSK, "the kiosk was removed");
    }
    return sessions.begin(tx, member, kiosk);
  }

  /**
   * Removes a kiosk, and ends the sessions at it.
   *
   * @return the kiosk as it was
   * @throws RefusedException {@link Refusal#NO_SUCH_KIOSK}
   */
  public Kiosk remove(Transaction tx, long id) throws SQLException {
    sessions.endAllAt(tx, id);
    return tx.first(
            """
            DELETE FROM kiosk WHERE id = ?
            RETURNING id, machine, name, created_at, coalesce(paired_at, -1)\
            """,
            KioskStore::read,
            id)
        .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_KIOSK, "there is no kiosk " + id));
  }

  private static Kiosk read(Row row) throws SQLException {
    long pairedAt = row.getLong(5);
    return new Kiosk(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        Instant.ofEpochMilli(row.getLong(4)),
        pairedAt < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(pairedAt)));
  }
}
