package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.credential.WebSessionStore;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.Work;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sessions of those who have signed in on a page, which outlast a restart: not used for {@link
 * WebSessionStore#IDLE_MAX}, or begun {@link WebSessionStore#LIFE_MAX} ago, they are over. {@link
 * Logins#bySession} takes them; a new password ends them all but that of whoever sets it.
 */
public final class WebSessions {

  /**
   * A session that has just begun.
   *
   * @param caller whoever has signed in, by the session
   * @param secret by which the browser is known from now on; to be shown to nobody else
   * @param endsAt when it ends if it is not used again
   */
  public record Begun(Caller caller, String secret, Instant endsAt) {}

  private final Store store;
  private final WebSessionStore sessions;

  WebSessions(Store store, Members members) {
    this.store = store;
    sessions = members.credentials().sessions();
  }

  /**
   * Begins a session, with a secret of its own whatever there was before. Of more than {@link
   * WebSessionStore#SESSIONS_MAX} of a member the one that was not used for longest ends.
   *
   * @param caller has just logged in, by password or by an outside identity
   * @return the session, once on disk. Fails with {@link Refusal#NOT_LOGGED_IN} if a new password
   *     came between
   * @throws RefusedException {@link Refusal#NOT_LOGGED_IN}, or {@link Refusal#FORBIDDEN} if the
   *     caller has logged in by anything else
   */
  public CompletableFuture<Begun> begin(Caller caller) {
    Member member = caller.member();
    if (!caller.isByPassword()) {
      throw new RefusedException(Refusal.FORBIDDEN, "sign in with the password");
    }
    return begin(caller, member.record(), tx -> sessions.begin(tx, member.record().id()));
  }

  /**
   * Begins a session that is not like others.
   *
   * @param caller has just logged in as {@code member}
   */
  CompletableFuture<Begun> begin(
      Caller caller, MemberRecord member, Work<WebSessionStore.Begun> beginning) {
    return answered(
        store
            .write(
                tx -> {
                  caller.requireSession(tx);
                  return beginning.run(tx);
                })
            .thenApply(begun -> begun(caller, member, begun)));
  }

  private static Begun begun(Caller caller, MemberRecord member, WebSessionStore.Begun begun) {
    Credential credential = Credential.of(begun.session());
    Caller bySession = caller.loggedIn(member, caller.since(), credential);
    return new Begun(bySession, begun.secret(), credential.endsAt());
  }

  /**
   * Signs out: ends the session that the caller has logged in by. Completes when that is on disk;
   * does nothing for a caller without one.
   */
  public CompletableFuture<Void> end(Caller caller) {
    Optional<Credential> session = caller.credential().filter(one -> !one.isToken());
    if (session.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return answered(
        store.write(
            tx -> {
              sessions.end(tx, session.get().hash());
              return null;
            }));
  }

  /**
   * Signs out everywhere: ends all sessions of the member, also that of whoever asks. Tokens stay.
   *
   * @return how many there were, once that is on disk
   * @throws RefusedException {@link Refusal#FORBIDDEN} by a card
   */
  public CompletableFuture<Integer> endAll(Member member) {
    member.require(Right.CHANGE);
    return answered(
        store
            .write(tx -> sessions.endAll(tx, member.record().id()))
            .thenApply(
                ended -> {
                  member.did("end-sessions", "sessions", ended);
                  return ended;
                }));
  }
}
