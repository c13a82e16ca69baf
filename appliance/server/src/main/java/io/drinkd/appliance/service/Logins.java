package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.LoginAttempts;
import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.metric.Counter;
import io.drinkd.appliance.metric.Family;
import io.drinkd.appliance.metric.Metrics;
import io.drinkd.appliance.store.StageFailure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is asking. After a few wrong logins the next one waits, see {@link LoginAttempts}; whether
 * somebody has a name shows neither in the answer nor in its time.
 */
public final class Logins {

  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

  private static final Family WRONG =
      Family.counter("drink_login_failures_total", "Wrong logins by how they were made", "method");

  private final Members members;
  private final LoginAttempts attempts;
  private final Counter wrongPasswords;
  private final Counter wrongIbuttons;

  Logins(Members members, LoginAttempts attempts, Metrics metrics) {
    this.members = members;
    this.attempts = attempts;
    wrongPasswords = metrics.counter(WRONG, "password");
    wrongIbuttons = metrics.counter(WRONG, "ibutton");
  }

  /**
   * Somebody of whom nothing is known yet.
   *
   * @param door the name of the door, for the log
   * @param origin where they are
   */
  public Caller anybody(String door, LoginOrigin origin) {
    return Caller.anybody(members, door, origin);
  }

  /**
   * Logs in by name and password.
   *
   * @return the caller as that member, on any thread; fails with a {@link RefusedException}: {@link
   *     Refusal#WRONG_LOGIN}, {@link Refusal#TOO_MANY_LOGINS}, or {@link Refusal#NOT_READY} if
   *     logins cannot be checked now. Cancel it when the client has left: then it is not waited for
   */
  public CompletableFuture<Caller> byPassword(Caller caller, String name, String password) {
    return checked(
        attempts.byName(
            name, caller.origin(), () -> known(caller, members.authenticate(name, password))),
        wrongPasswords);
  }

  /** The same by the id of an iButton or card, whose case does not matter. */
  public CompletableFuture<Caller> byIbutton(Caller caller, String id) {
    return checked(
        attempts.byIbutton(
            id, caller.origin(), () -> known(caller, members.authenticateByIbutton(id))),
        wrongIbuttons);
  }

  /** Whoever it is, as whom a session begins now, before it is known. */
  private CompletableFuture<Optional<Caller>> known(
      Caller caller, CompletableFuture<Optional<MemberRecord>> check) {
    long since = members.sessionTime();
    return check.thenApply(member -> member.map(found -> caller.loggedIn(found, since)));
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
        () -> new RefusedException(Refusal.WRONG_LOGIN, "wrong name or password"));
  }
}
