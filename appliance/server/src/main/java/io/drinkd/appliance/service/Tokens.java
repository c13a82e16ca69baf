package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.credential.TokenStore;
import io.drinkd.appliance.credential.TokenStore.Made;
import io.drinkd.appliance.credential.TokenStore.Scope;
import io.drinkd.appliance.credential.TokenStore.Token;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Members' tokens, by which their programs log in without the password. {@link Logins#byToken}
 * takes them; a new password ends them all. The audit says who has made or ended which.
 */
public final class Tokens {

  /** For so many days a token is good if nobody says otherwise. */
  public static final int DAYS = 365;

  /** And at most for so many. */
  public static final int DAYS_MAX = 3_650;

  private final Store store;
  private final AuditLog audit;
  private final TokenStore tokens;

  Tokens(Foundation foundation) {
    store = foundation.store();
    audit = foundation.audit();
    tokens = foundation.members().credentials().tokens();
  }

  /**
   * Makes a token. A member has {@link TokenStore#TOKENS_MAX} at most.
   *
   * @param name how the member calls it; it need not differ from others
   * @param days how many days it is good for, from 1 to {@link #DAYS_MAX}
   * @return the token with its secret, which nobody can find out later. Fails with {@link
   *     Refusal#LIMIT_REACHED}, or {@link Refusal#NOT_LOGGED_IN} if a new password came between
   * @throws RefusedException {@link Refusal#INVALID_LIFETIME}, or {@link Refusal#FORBIDDEN} if the
   *     member has logged in by a token or a card: it would outlast itself
   */
  public CompletableFuture<Made> make(Member member, Label name, Scope scope, long days) {
    if (days < 1 || days > DAYS_MAX) {
      throw new RefusedException(
          Refusal.INVALID_LIFETIME, "found " + days + " days, expected 1 to " + DAYS_MAX);
    }
    member.require(Right.MAKE_LOGINS);
    MemberRecord own = member.record();
    return answered(
        store
            .write(
                tx -> {
                  member.requireSession(tx);
                  Made made = tokens.make(tx, own.id(), name.text(), scope, Duration.ofDays(days));
                  Trait may = scope == Scope.READ ? Trait.MAY_SEE : Trait.MAY_SPEND;
                  audit.record(
                      tx,
                      own.actor(),
                      Act.TOKEN.of(made.token().id(), own.name()),
                      List.of(),
                      List.of(Trait.TEXT.of(name.text()), may.of()));
                  return made;
                })
            .thenApply(
                made -> {
                  member.did("make-token", "token", made.token().id(), "scope", scope.word());
                  return made;
                }));
  }

  /** The member's tokens, oldest first. One that has ended is there until another one is made. */
  public CompletableFuture<List<Token>> list(Member member) {
    return answered(tokens.list(member.record().id()));
  }

  /**
   * Ends a token, and all logins by it. Completes when that is on disk; fails with {@link
   * Refusal#NO_SUCH_TOKEN} if the member has no such one.
   *
   * @throws RefusedException {@link Refusal#FORBIDDEN} by a card
   */
  public CompletableFuture<Void> end(Member member, long token) {
    member.require(Right.CHANGE);
    MemberRecord own = member.record();
    return answered(
        store
            .write(
                tx -> {
                  String name = tokens.end(tx, own.id(), token);
                  audit.record(
                      tx,
                      own.actor(),
                      Act.TOKEN.of(token, own.name()),
                      List.of(Trait.TEXT.of(name)),
                      List.of());
                  return name;
                })
            .thenAccept(name -> member.did("end-token", "token", token)));
  }
}
