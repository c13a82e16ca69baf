package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.credential.OutsideIdentity;
import io.drinkd.appliance.credential.PresentedToken;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.LoginAttempts;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.MemberRules;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.member.SecretKind;
import io.drinkd.appliance.metric.Counter;
import io.drinkd.appliance.metric.Family;
import io.drinkd.appliance.metric.Metrics;
import io.drinkd.appliance.store.StageFailure;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is asking. After a few wrong logins the next one waits, see {@link LoginAttempts}; whether
 * somebody has a name shows neither in the answer nor in its time. Nothing that is too long to be
 * right is kept while a login waits.
 */
public final class Logins {

  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

  private static final Family WRONG =
      Family.counter("drink_login_failures_total", "Wrong logins by how they were made", "method");

  private final Members members;
  private final Clock clock;
  private final LoginAttempts attempts;
  private final Counter wrongPasswords;
  private final Counter wrongIbuttons;
  private final Counter wrongTokens;

  Logins(Members members, Clock clock, LoginAttempts attempts, Metrics metrics) {
    this.members = members;
    this.clock = clock;
    this.attempts = attempts;
    wrongPasswords = metrics.counter(WRONG, "password");
    wrongIbuttons = metrics.counter(WRONG, "ibutton");
    wrongTokens = metrics.counter(WRONG, "token");
  }

  /**
   * Somebody of whom nothing is known yet.
   *
   * @param door the name of the door, for the log
   * @param origin where they are
   */
  public Caller anybody(String door, LoginOrigin origin) {
    return Caller.anybody(members, clock, door, origin);
  }

  /**
   * Logs in by name and password.
   *
   * @return the caller as that member, on any thread; fails with a {@link RefusedException}: {@link
   *     Refusal#WRONG_LOGIN}, {@link Refusal#TOO_MANY_LOGINS}, or {@link Refusal#NOT_READY} if
   *     logins cannot be checked now. Whoever has a connection of lines cancels it when the client
   *     has left: then it is not waited for
   */
  public CompletableFuture<Caller> byPassword(Caller caller, String name, String password) {
    String kept = kept(password);
    return checked(
        attempts.byName(
            name,
            caller.origin(),
            () -> known(caller, LoginKind.PASSWORD, () -> members.authenticate(name, kept))),
        wrongPasswords);
  }

  /** One that is too long is as wrong as none, and is not kept while it waits to be checked. */
  private static String kept(String password) {
    return password.length() > MemberRules.PASSWORD_LENGTH_MAX ? "" : password;
  }

  /**
   * The same by the id of an iButton or card, whose case does not matter. As ids can be read from
   * cards and found out by trying, such a login is good for less, see {@link LoginKind#CARD}.
   */
  public CompletableFuture<Caller> byIbutton(Caller caller, String id) {
    return byIbutton(caller, caller.origin(), id);
  }

  /** The same at a kiosk, for which wrong ones count too, wherever they come from. */
  CompletableFuture<Caller> byIbuttonAt(long kiosk, Caller caller, String id) {
    return byIbutton(caller, caller.origin().atKiosk(kiosk), id);
  }

  private CompletableFuture<Caller> byIbutton(Caller caller, LoginOrigin origin, String id) {
    return checked(
        attempts.bySecret(
            SecretKind.CARD,
            id,
            origin,
            () -> known(caller, LoginKind.CARD, () -> members.authenticateByIbutton(id))),
        wrongIbuttons);
  }

  /** Whoever it is, as whom a session begins now, before it is known. */
  private CompletableFuture<Optional<Caller>> known(
      Caller caller, LoginKind kind, Supplier<CompletableFuture<Optional<MemberRecord>>> check) {
    long since = members.sessionTime();
    return check
        .get()
        .thenApply(member -> member.map(found -> caller.loggedIn(found, since, kind)));
  }

  /**
   * Logs in by a token. Wrong ones are counted for the caller's address, as wrong iButtons are. The
   * caller may do what the token is for: with one for reading no more than {@link Caller#viewer}
   * claims.
   *
   * @return as {@link #byPassword}
   */
  public CompletableFuture<Caller> byToken(Caller caller, String token) {
    return byToken(caller, new PresentedToken(token));
  }

  /** The same by one that the door keeps as long as its client is connected. */
  public CompletableFuture<Caller> byToken(Caller caller, PresentedToken token) {
    long since = members.sessionTime();
    // One that was right a moment ago is no guess, and waits behind none.
    Optional<Caller> known =
        members
            .credentials()
            .tokens()
            .findKnown(token)
            .flatMap(shown -> by(caller, since, shown.member(), Credential.of(shown)));
    return known
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> byUnknownToken(caller, token));
  }

  private CompletableFuture<Caller> byUnknownToken(Caller caller, PresentedToken token) {
    return checked(
        attempts.bySecret(
            SecretKind.TOKEN, token.text(), caller.origin(), () -> known(caller, token)),
        wrongTokens);
  }

  private CompletableFuture<Optional<Caller>> known(Caller caller, PresentedToken token) {
    long since = members.sessionTime();
    return members
        .credentials()
        .tokens()
        .find(token)
        .thenApply(
            found ->
                found.flatMap(shown -> by(caller, since, shown.member(), Credential.of(shown))));
  }

  /**
   * Logs in by the secret of a session, see {@link WebSessions}. Notes that it is used.
   *
   * @return the caller as that member, on any thread; as nobody if there is no such session, or it
   *     is over, or is one at a kiosk
   */
  public CompletableFuture<Caller> bySession(Caller caller, String secret) {
    return bySession(caller, secret, LoginKind.WEB_SESSION);
  }

  /** The same by the secret of a session at a kiosk, see {@link Kiosks#logIn}, and no other one. */
  public CompletableFuture<Caller> byKioskSession(Caller caller, String secret) {
    return bySession(caller, secret, LoginKind.KIOSK_SESSION);
  }

  private CompletableFuture<Caller> bySession(Caller caller, String secret, LoginKind kind) {
    long since = members.sessionTime();
    return answered(
        members
            .credentials()
            .sessions()
            .find(secret)
            .thenApply(
                found ->
                    found
                        .filter(shown -> Credential.of(shown).kind() == kind)
                        .flatMap(shown -> by(caller, since, shown.member(), Credential.of(shown)))
                        .orElseGet(caller::loggedOut)));
  }

  private Optional<Caller> by(Caller caller, long since, long member, Credential credential) {
    Optional<MemberRecord> found = members.find(member);
    found.ifPresent(members::reviewed);
    return found.map(one -> caller.loggedIn(one, since, credential));
  }

  /**
   * Logs in somebody whom a provider of logins has just vouched for.
   *
   * @param admin whether the provider makes an admin of them, which is noted; empty if it does not
   *     say
   * @return the caller as the member who is bound to that identity, on any thread; empty if nobody
   *     is, see {@link Identities}
   */
  public CompletableFuture<Optional<Caller>> byIdentity(
      Caller caller, OutsideIdentity identity, Optional<Boolean> admin) {
    long since = members.sessionTime();
    return answered(
        members
            .credentials()
            .identities()
            .find(identity)
            .thenCompose(bound -> members.vouchedFor(bound.flatMap(members::find), admin))
            .thenApply(
                member -> member.map(one -> caller.loggedIn(one, since, LoginKind.PASSWORD))));
  }

  /**
   * Finds out whether whoever has logged in knows the own password, as if it were a login.
   *
   * @return the claim of that member, as after a login by password; fails as {@link #byPassword}
   *     does, but with {@link Refusal#WRONG_PASSWORD}
   * @throws RefusedException as {@link Caller#member}, and {@link Refusal#FORBIDDEN} by a card
   */
  CompletableFuture<Member> confirmed(Caller caller, String password) {
    Member member = caller.member();
    member.require(Right.CHANGE);
    String name = member.record().name();
    String kept = kept(password);
    return answered(
        attempts
            .byName(name, caller.origin(), () -> members.authenticate(name, kept))
            .thenApply(
                found -> {
                  if (found.filter(one -> one.id() == member.record().id()).isEmpty()) {
                    wrongPasswords.increment();
                    throw new RefusedException(
                        Refusal.WRONG_PASSWORD, "that is not the password that you have");
                  }
                  return member.withPassword();
                }));
  }

  private CompletableFuture<Caller> checked(
      CompletableFuture<Optional<Caller>> attempt, Counter wrong) {
    CompletableFuture<Caller> login =
        answered(
            attempt
                .whenComplete((caller, failure) -> reportUnchecked(failure))
                .thenApply(caller -> requireRight(caller, wrong)));
    login.whenComplete((caller, failure) -> attempt.cancel(false));
    return login;
  }

  private void reportUnchecked(Throwable failure) {
    Throwable cause = StageFailure.cause(failure);
    if (cause instanceof RefusedException refused && refused.refusal() == Refusal.NOT_READY) {
      // What to do: see whether the directory answers; members can log in again as soon as it does.
      LOG.warn("login not checked: {}", refused.getMessage());
    }
  }

  private static Caller requireRight(Optional<Caller> caller, Counter wrong) {
    if (caller.isEmpty()) {
      wrong.increment();
    }
    return caller.orElseThrow(
        () -> new RefusedException(Refusal.WRONG_LOGIN, "wrong name, password or token"));
  }
}
