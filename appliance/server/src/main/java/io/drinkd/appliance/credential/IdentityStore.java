package io.drinkd.appliance.credential;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Which member somebody is whom a provider of logins knows: bound once, until it is unbound. */
public final class IdentityStore {

  private final Store store;
  private final Clock clock;

  /**
   * As whom a member is known.
   *
   * @param since when the member was bound to that
   */
  public record Bond(OutsideIdentity identity, Instant since) {}

  IdentityStore(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The number of the member who is bound to that. */
  public CompletableFuture<Optional<Long>> find(OutsideIdentity identity) {
    return store.read(
        tx ->
            tx.first(
                "SELECT member FROM outside_identity WHERE issuer = ? AND subject = ?",
                row -> row.getLong(1),
                identity.issuer(),
                identity.subject()));
  }

  /** As whom a member is known, by issuer. */
  public CompletableFuture<List<Bond>> list(long member) {
    return store.read(
        tx ->
            tx.list(
                "SELECT issuer, subject, at FROM outside_identity WHERE member = ? ORDER BY issuer",
                row ->
                    new Bond(
                        new OutsideIdentity(row.getString(1), row.getString(2)),
                        Instant.ofEpochMilli(row.getLong(3))),
                member));
  }

  /**
   * Binds a member to somebody whom a provider knows.
   *
   * @throws RefusedException {@link Refusal#IDENTITY_TAKEN} if a member is bound to that, or that
   *     member to somebody else there
   */
  public void bind(Transaction tx, long member, OutsideIdentity identity) throws SQLException {
    Optional<Long> bound =
        tx.first(
            """
            SELECT member FROM outside_identity
            WHERE issuer = ? AND (subject = ? OR member = ?)\
            """,
            row -> row.getLong(1),
            identity.issuer(),
            identity.subject(),
            member);
    if (bound.isPresent()) {
      throw new RefusedException(
          Refusal.IDENTITY_TAKEN,
          bound.get() == member
              ? "the account is bound to a login there already; an admin can end that"
              : "another account is bound to that login; an admin can end that");
    }
    tx.update(
        "INSERT INTO outside_identity (issuer, subject, member, at) VALUES (?, ?, ?, ?)",
        identity.issuer(),
        identity.subject(),
        member,
        clock.millis());
  }

  /**
   * A member is bound to nobody at a provider any more.
   *
   * @return whether the member was
   */
  public boolean unbind(Transaction tx, long member, String issuer) throws SQLException {
    return tx.update("DELETE FROM outside_identity WHERE member = ? AND issuer = ?", member, issuer)
        > 0;
  }
}
