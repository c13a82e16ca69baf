package io.drinkd.appliance.credential;

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
import java.util.regex.Pattern;

/** The tokens by which programs log in as the members who made them. */
public final class TokenStore {

  /** How many a member has at most. */
  public static final int TOKENS_MAX = 50;

  /** By which people and programs that look for secrets recognise one. */
  public static final String PREFIX = "drinkd_";

  private static final int BITS = 256;

  private static final String COLUMNS = "id, name, scope, created_at, ends_at, used_at";

  private static final Pattern SECRET = Pattern.compile(PREFIX + "[A-Za-z0-9_-]+");

  /** A text for a log, without the secret of any token in it. */
  public static String masked(String text) {
    return text.contains(PREFIX) ? SECRET.matcher(text).replaceAll(PREFIX + "****") : text;
  }

  /** What whoever has a token may do. */
  public enum Scope {
    /** All that its member may. */
    MEMBER,
    /** See what its member may see. */
    READ;

    /** The word for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Scope of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * A token, without its secret.
   *
   * @param id its number, which no later one gets
   * @param name how its member calls it
   * @param usedAt when it was used last, to the minute; empty if it never was
   */
  public record Token(
      long id,
      String name,
      Scope scope,
      Instant createdAt,
      Instant endsAt,
      Optional<Instant> usedAt) {}

  /**
   * A token that was just made.
   *
   * @param secret to be shown once: nobody can find it out again
   */
  public record Made(Token token, String secret) {}

  /**
   * A token that somebody has shown.
   *
   * @param hash of its secret, by which it is known
   * @param member the number of its member
   */
  public record Shown(String hash, long member, Scope scope, Instant endsAt) {}

  private final Store store;
  private final Clock clock;
  private final EndedCredentials ended;
  private final KnownTokens known;

  TokenStore(Store store, Clock clock, EndedCredentials ended) {
    this.store = store;
    this.clock = clock;
    this.ended = ended;
    known = new KnownTokens(ended, clock);
  }

  /**
   * Makes a token. What of the member's has ended is deleted.
   *
   * @throws RefusedException {@link Refusal#LIMIT_REACHED} if the member has {@link #TOKENS_MAX}
   */
  public Made make(Transaction tx, long member, String name, Scope scope, Duration life)
      throws SQLException {
    Instant now = clock.instant();
    tx.update("DELETE FROM token WHERE member = ? AND ends_at <= ?", member, now.toEpochMilli());
    String count = "SELECT count(*) FROM token WHERE member = ?";
    if (tx.first(count, row -> row.getLong(1), member).orElseThrow() >= TOKENS_MAX) {
      throw new RefusedException(
          Refusal.LIMIT_REACHED, "found " + TOKENS_MAX + " tokens, which is the most; end one");
    }
    String secret = PREFIX + RandomSecret.random(BITS);
    Token token =
        tx.first(
                """
                INSERT INTO token (member, hash, name, scope, created_at, ends_at)
                VALUES (?, ?, ?, ?, ?, ?)
                RETURNING id, name, scope, created_at, ends_at, used_at\
                """,
                TokenStore::read,
                member,
                RandomSecret.hash(secret),
                name,
                scope.word(),
                now.toEpochMilli(),
                now.plus(life).toEpochMilli())
            .orElseThrow();
    return new Made(token, secret);
  }

  /** A member's tokens, oldest first, those that have ended too. */
  public CompletableFuture<List<Token>> list(long member) {
    return store.read(
        tx ->
            tx.list(
                "SELECT " + COLUMNS + " FROM token WHERE member = ? ORDER BY id",
                TokenStore::read,
                member));
  }

  /**
   * Ends a token, and with it all logins by it.
   *
   * @return the name that it had
   * @throws RefusedException {@link Refusal#NO_SUCH_TOKEN} if the member has no such one
   */
  public String end(Transaction tx, long member, long id) throws SQLException {
    return tx.first(
            "DELETE FROM token WHERE id = ? AND member = ? RETURNING hash, name",
            row -> {
              ended.end(tx, member, row.getString(1));
              return row.getString(2);
            },
            id,
            member)
        .orElseThrow(() -> new RefusedException(Refusal.NO_SUCH_TOKEN, "you have no token " + id));
  }

  /** The token that this is, if there is one and it has not ended; notes that it is used. */
  public CompletableFuture<Optional<Shown>> find(PresentedToken presented) {
    if (!presented.isPossible()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    String hash = presented.hash();
    return store
        .read(
            tx ->
                tx.first(
                    """
                    SELECT member, scope, ends_at, coalesce(used_at, 0) FROM token
                    WHERE hash = ? AND ends_at > ?\
                    """,
                    row -> shown(hash, row),
                    hash,
                    clock.millis()))
        .thenApply(
            found -> {
              found.ifPresent(known::keep);
              return found.map(this::used);
            });
  }

  /**
   * The same if it was used a moment ago, without a look into the books: programs send theirs with
   * every request. If it is empty, the token may be good all the same.
   */
  public Optional<Shown> findKnown(PresentedToken presented) {
    return known
        .find(presented.hash())
        .filter(found -> found.token.endsAt.isAfter(clock.instant()))
        .map(this::used);
  }

  /** One that is in the books. */
  record Found(Shown token, Instant usedAt) {}

  private static Found shown(String hash, Row row) throws SQLException {
    Shown token =
        new Shown(
            hash, row.getLong(1), Scope.of(row.getString(2)), Instant.ofEpochMilli(row.getLong(3)));
    return new Found(token, Instant.ofEpochMilli(row.getLong(4)));
  }

  /** Whoever uses it does not wait until that is noted, and does not fail if it cannot be. */
  private Shown used(Found found) {
    Instant now = clock.instant();
    if (UseNotes.isDue(found.usedAt, now)) {
      known.used(new Found(found.token, now));
      store.write(
          tx ->
              tx.update(
                  "UPDATE token SET used_at = ? WHERE hash = ?",
                  now.toEpochMilli(),
                  found.token.hash));
    }
    return found.token;
  }

  private static Token read(Row row) throws SQLException {
    long usedAt = row.getLong(6);
    return new Token(
        row.getLong(1),
        row.getString(2),
        Scope.of(row.getString(3)),
        Instant.ofEpochMilli(row.getLong(4)),
        Instant.ofEpochMilli(row.getLong(5)),
        usedAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(usedAt)));
  }
}
