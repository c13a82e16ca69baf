package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.credential.IdentityStore;
import io.drinkd.appliance.credential.IdentityStore.Bond;
import io.drinkd.appliance.credential.OutsideIdentity;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * As whom a provider of logins, such as one of OpenID Connect, knows members. A member is bound to
 * one there, once; from then on that alone counts, whatever names the provider gives. {@link
 * Logins#byIdentity} logs in by it.
 */
public final class Identities {

  private final Store store;
  private final Members members;
  private final AuditLog audit;
  private final IdentityStore identities;
  private final Logins logins;

  Identities(Foundation foundation, Logins logins) {
    this.logins = logins;
    store = foundation.store();
    members = foundation.members();
    audit = foundation.audit();
    identities = members.credentials().identities();
  }

  /**
   * Binds a member who has just shown the own password. Completes when that is on disk; fails with
   * {@link Refusal#IDENTITY_TAKEN}.
   *
   * @throws RefusedException {@link Refusal#FORBIDDEN} if the member has logged in by a token or a
   *     card
   */
  public CompletableFuture<Void> bind(Member member, OutsideIdentity identity) {
    member.require(Right.MAKE_LOGINS);
    return answered(
        store
            .<Void>write(
                tx -> {
                  member.requireSession(tx);
                  bind(tx, member.record(), identity, member.record().actor());
                  return null;
                })
            .thenRun(() -> member.did("bind-identity", "issuer", identity.issuer())));
  }

  /**
   * Binds a member. Completes when that is on disk; fails with {@link Refusal#IDENTITY_TAKEN}.
   *
   * @throws RefusedException {@link Refusal#FORBIDDEN} if the admin has logged in by a token
   */
  public CompletableFuture<Void> bind(Admin admin, MemberRecord member, OutsideIdentity identity) {
    admin.require(Right.MAKE_LOGINS);
    return answered(
        store
            .<Void>write(
                tx -> {
                  members.requireOpen(tx, member);
                  bind(tx, member, identity, admin.actor());
                  return null;
                })
            .thenRun(
                () ->
                    admin.did("bind-identity", "of", member.name(), "issuer", identity.issuer())));
  }

  private void bind(Transaction tx, MemberRecord member, OutsideIdentity identity, String actor)
      throws SQLException {
    identities.bind(tx, member.id(), identity);
    String bound = identity.issuer() + " " + identity.subject();
    audit.record(
        tx, actor, Act.IDENTITY.of(member.name()), List.of(), List.of(Trait.TEXT.of(bound)));
  }

  /**
   * The member is bound to nobody at that provider any more, and may be to somebody else there. As
   * whoever was bound may have signed in, all sessions and tokens of the member end. Completes when
   * that is on disk.
   */
  public CompletableFuture<Void> unbind(Admin admin, MemberRecord member, String issuer) {
    return answered(
        store
            .write(tx -> unbind(tx, member, issuer, Optional.empty(), admin.actor()))
            .thenAccept(
                bound -> admin.did("unbind-identity", "of", member.name(), "issuer", issuer)));
  }

  /**
   * The same for the own account of whoever has logged in and knows the own password; the session
   * that asks stays. Wrong passwords are counted like wrong logins.
   *
   * @return fails with {@link Refusal#WRONG_PASSWORD}
   * @throws RefusedException as {@link Caller#member}
   */
  public CompletableFuture<Void> unbind(Caller caller, String password, String issuer) {
    return answered(
        logins
            .confirmed(caller, password)
            .thenCompose(
                member ->
                    store
                        .write(
                            tx -> {
                              member.requireSession(tx);
                              MemberRecord own = member.record();
                              Optional<String> but = member.credential().map(Credential::hash);
                              return unbind(tx, own, issuer, but, own.actor());
                            })
                        .thenAccept(bound -> member.did("unbind-identity", "issuer", issuer))));
  }

  private boolean unbind(
      Transaction tx, MemberRecord member, String issuer, Optional<String> but, String actor)
      throws SQLException {
    boolean bound = identities.unbind(tx, member.id(), issuer);
    if (bound) {
      members.credentials().deleteAll(tx, member.id(), but);
      audit.record(
          tx, actor, Act.IDENTITY.of(member.name()), List.of(Trait.TEXT.of(issuer)), List.of());
    }
    return bound;
  }

  /** As whom a member is known, by issuer. */
  public CompletableFuture<List<Bond>> list(Member member) {
    return answered(identities.list(member.record().id()));
  }

  /** The same of another member. */
  public CompletableFuture<List<Bond>> list(Admin admin, MemberRecord member) {
    return answered(identities.list(member.id()));
  }
}
