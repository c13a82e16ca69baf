package io.drinkd.appliance.credential;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/**
 * All that stands for members' passwords, and how it ends together: with a new password, and with
 * the membership. May be used on any thread.
 */
public final class Credentials {

  private final TokenStore tokens;
  private final WebSessionStore sessions;
  private final KioskStore kiosks;
  private final IdentityStore identities;
  private final EndedCredentials ended = new EndedCredentials();

  public Credentials(Store store, Clock clock) {
    tokens = new TokenStore(store, clock, ended);
    sessions = new WebSessionStore(store, clock, ended);
    kiosks = new KioskStore(store, sessions, clock);
    identities = new IdentityStore(store, clock);
  }

  /** Tokens. */
  public TokenStore tokens() {
    return tokens;
  }

  /** Sessions of the pages. */
  public WebSessionStore sessions() {
    return sessions;
  }

  /** Devices at which cards log in. */
  public KioskStore kiosks() {
    return kiosks;
  }

  /** Whom others know members as. */
  public IdentityStore identities() {
    return identities;
  }

  /** Which tokens and sessions were ended, for books that several processes have. */
  public Followed<?> followed() {
    return ended;
  }

  /**
   * From now on {@code listener} is run when a token or session was ended, on any thread; it must
   * not block.
   */
  public void listenToEnded(Runnable listener) {
    ended.listen(listener);
  }

  /** Whether the token or session that is known by that hash was ended since the start. */
  public boolean isEnded(long member, String hash) {
    return ended.contains(member, hash);
  }

  /**
   * Deletes all tokens and sessions of a member, and ends the logins by them. Ending other logins
   * is up to the caller.
   *
   * @param but the hash by which the one is known that stays
   */
  public void deleteAll(Transaction tx, long member, Optional<String> but) throws SQLException {
    String kept = but.orElse("");
    end(tx, member, "DELETE FROM token WHERE member = ? AND hash <> ? RETURNING hash", kept);
    end(tx, member, "DELETE FROM web_session WHERE member = ? AND hash <> ? RETURNING hash", kept);
  }

  private void end(Transaction tx, long member, String deletion, String kept) throws SQLException {
    for (String hash : tx.list(deletion, row -> row.getString(1), member, kept)) {
      ended.end(tx, member, hash);
    }
  }

  /**
   * Finds out in a transaction that a token or session was not ended, nor deleted since.
   *
   * @param hash by which it is known
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}
   */
  public void requireKnown(Transaction tx, String hash) throws SQLException {
    String search =
        "SELECT hash FROM token WHERE hash = ? UNION ALL SELECT hash FROM web_session WHERE hash ="
            + " ?";
    if (tx.first(search, row -> true, hash, hash).isEmpty()) {
      throw new RefusedException(Refusal.NOT_LOGGED_IN, "log in first");
    }
  }

  /** A member leaves: deletes all that the member was known by. */
  public void forget(Transaction tx, long member) throws SQLException {
    deleteAll(tx, member, Optional.empty());
    tx.update("DELETE FROM outside_identity WHERE member = ?", member);
  }

  /** One member is merged into another, who is known from now on as both were. */
  public void merge(Transaction tx, long member, long into) throws SQLException {
    tx.update(
        """
        UPDATE outside_identity SET member = ? WHERE member = ? AND issuer NOT IN
          (SELECT issuer FROM outside_identity WHERE member = ?)\
        """,
        into,
        member,
        into);
  }
}
