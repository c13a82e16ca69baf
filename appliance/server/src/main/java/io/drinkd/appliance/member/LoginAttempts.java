package io.drinkd.appliance.member;

import static java.util.Comparator.comparingInt;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.LoginGuard.Outcome;
import io.drinkd.appliance.member.LoginGuards.Subject;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes guessing slow, and shares fairly what checking a password costs. After a few wrong logins
 * in a row, for one name or from one address, the next ones are checked one at a time, each after a
 * pause that doubles; {@link LoginGuards} says whose are counted where. May be used on any thread.
 *
 * <ul>
 *   <li>Attempts under way count: as many are checked at once as may be wrong before a pause.
 *   <li>Whoever has to wait waits, and is not refused, so that the right password is always taken;
 *       but a request is refused where many of its network wait already, when it has waited for
 *       {@link #LONGEST_WAIT}, and when its client has left. Whoever has logged in there before
 *       does not wait behind the others.
 *   <li>A few passwords are checked at once, in all and from one address. Whose turn it is: the
 *       address of which the fewest are being checked, then the name, then whoever has logged in
 *       there before, then the address with the fewest wrong ones, then who came first. So a crowd
 *       at one address keeps nobody waiting who is elsewhere.
 *   <li>Behind a front end all have one address, and ids of cards and tokens say nothing of who
 *       sends them. Of those who are new there every second turn is of a name that was not wrong
 *       before, and of whoever came last: a crowd of strangers keeps nobody waiting for all of
 *       itself, and nobody waits longer than twice as long as in a queue.
 *   <li>What is longer than any name, token, card or code is wrong, and neither kept nor counted.
 * </ul>
 */
public final class LoginAttempts {

  private static final Logger LOG = LoggerFactory.getLogger(LoginAttempts.class);

  /** Keeps all that check passwords busy. */
  private static final int CHECKS_PER_ADDRESS = 4;

  /** So few that the last one of them is not kept waiting for long. */
  private static final int CHECKS = 16;

  /** More than there are connections, each of which waits for one login at a time. */
  private static final int WAITING_MAX = 20_000;

  /** How long a request waits for its turn. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** Longer than any token, card or code. */
  private static final int SECRET_LENGTH_MAX = 256;

  private static final Comparator<Attempt<?>> SHARES =
      comparingInt((Attempt<?> attempt) -> attempt.subject.checksOfAddress())
          .thenComparingInt(attempt -> attempt.subject.checksOfName())
          .thenComparing(attempt -> !attempt.subject.isKnown());

  private static final Comparator<Attempt<?>> TURNS =
      SHARES.thenComparingInt(attempt -> attempt.subject.wrongOfAddress());

  private static final Comparator<Attempt<?>> NEWCOMERS =
      SHARES.thenComparingInt(attempt -> attempt.subject.wrongOfName());

  private final LoginLimits limits;
  private final Timers timers;
  private final LoginGuards guards;
  private final Set<Attempt<?>> waiting = new LinkedHashSet<>();
  private final AtomicInteger looks = new AtomicInteger();
  private int checks;
  private boolean newcomersTurn;
  private Timers.Timer alarm = () -> {};

  private static final class Attempt<T> {
    final Subject subject;
    final Optional<WaitingLine> line;
    final Supplier<CompletableFuture<Optional<T>>> check;
    final CompletableFuture<Optional<T>> result = new CompletableFuture<>();
    List<LoginGuard> passed = List.of();

    Attempt(Subject subject, LoginOrigin origin, Supplier<CompletableFuture<Optional<T>>> check) {
      this.subject = subject;
      this.check = check;
      line = origin.request().map(any -> subject.line());
    }
  }

  public LoginAttempts(LoginLimits limits, Timers timers) {
    this.timers = timers;
    this.limits = limits;
    guards = new LoginGuards(limits);
  }

  /**
   * Makes an attempt by a name, now or when it may be made.
   *
   * @param name as it was typed
   * @param check finds out who it is; empty for a wrong login. Called on the caller's thread, on
   *     the timers', or on one that has ended another check
   * @return what {@code check} found; fails like {@code check}, or with {@link
   *     Refusal#TOO_MANY_LOGINS}. Whoever cancels it gives up the attempt while it waits, as the
   *     client of a request does by leaving
   */
  public <T> CompletableFuture<Optional<T>> byName(
      String name, LoginOrigin origin, Supplier<CompletableFuture<Optional<T>>> check) {
    return name.length() > MemberRules.TYPED_NAME_MAX
        ? CompletableFuture.completedFuture(Optional.empty())
        : attempt(() -> guards.ofName(name, origin), origin, check);
  }

  /**
   * The same by what is a secret and a name in one: the id of an iButton or card, a token, the code
   * of a kiosk. Wrong ones are counted for their address, see {@link LoginGuards}.
   */
  public <T> CompletableFuture<Optional<T>> bySecret(
      SecretKind kind,
      String secret,
      LoginOrigin origin,
      Supplier<CompletableFuture<Optional<T>>> check) {
    return secret.length() > SECRET_LENGTH_MAX
        ? CompletableFuture.completedFuture(Optional.empty())
        : attempt(() -> guards.ofSecret(kind, secret, origin), origin, check);
  }

  private <T> CompletableFuture<Optional<T>> attempt(
      Supplier<Subject> subject,
      LoginOrigin origin,
      Supplier<CompletableFuture<Optional<T>>> check) {
    Attempt<T> attempt;
    synchronized (this) {
      attempt = new Attempt<>(subject.get(), origin, check);
      if (!mayWait(attempt) && !mayBegin(attempt, timers.nanoTime())) {
        return CompletableFuture.failedFuture(tooMany());
      }
      waiting.add(attempt);
      attempt.line.ifPresent(WaitingLine::enter);
    }
    look();
    attempt.result.whenComplete((found, failure) -> giveUp(attempt));
    origin.request().ifPresent(left -> bound(attempt, left));
    return attempt.result;
  }

  private boolean mayWait(Attempt<?> attempt) {
    return waiting.size() < WAITING_MAX && attempt.line.filter(WaitingLine::isFull).isEmpty();
  }

  private static RefusedException tooMany() {
    return new RefusedException(Refusal.TOO_MANY_LOGINS, "too many logins wait; try again later");
  }

  /** A request that waits is not kept for ever. */
  private void bound(Attempt<?> attempt, CompletionStage<Void> left) {
    if (isWaiting(attempt)) {
      left.thenRun(() -> attempt.result.cancel(false));
      Timers.Timer late = timers.after(LONGEST_WAIT, () -> refuse(attempt));
      attempt.result.whenComplete((found, failure) -> late.cancel());
    }
  }

  private void refuse(Attempt<?> attempt) {
    if (isWaiting(attempt)) {
      attempt.result.completeExceptionally(tooMany());
    }
  }

  private synchronized boolean isWaiting(Attempt<?> attempt) {
    return waiting.contains(attempt);
  }

  private synchronized void giveUp(Attempt<?> attempt) {
    if (waiting.remove(attempt)) {
      attempt.line.ifPresent(WaitingLine::leave);
    }
  }

  /** Begins what may begin. One thread does it at a time, and once more for each that came by. */
  private void look() {
    if (looks.getAndIncrement() > 0) {
      return;
    }
    int seen;
    do {
      seen = looks.get();
      for (Attempt<?> attempt : takeTurns()) {
        begin(attempt);
      }
    } while (looks.addAndGet(-seen) > 0);
  }

  private synchronized List<Attempt<?>> takeTurns() {
    long now = timers.nanoTime();
    List<Attempt<?>> begun = new ArrayList<>();
    for (Optional<Attempt<?>> next = next(now); next.isPresent(); next = next(now)) {
      Attempt<?> attempt = next.get();
      giveUp(attempt);
      attempt.passed = attempt.subject.guards();
      attempt.passed.forEach(guard -> guard.begin(now));
      attempt.subject.checkBegins();
      checks += attempt.subject.isSlow() ? 1 : 0;
      begun.add(attempt);
    }
    wakeForNext(now);
    return begun;
  }

  private Optional<Attempt<?>> next(long now) {
    List<Attempt<?>> ready = waiting.stream().filter(attempt -> mayBegin(attempt, now)).toList();
    Optional<Attempt<?>> first = ready.stream().min(TURNS);
    if (first.isEmpty() || !first.get().subject.isInCrowd()) {
      return first;
    }
    newcomersTurn = !newcomersTurn;
    // Of several that are alike the last, which came last.
    return newcomersTurn
        ? ready.stream().reduce((one, later) -> NEWCOMERS.compare(one, later) < 0 ? one : later)
        : first;
  }

  private boolean mayBegin(Attempt<?> attempt, long now) {
    return hasRoom(attempt.subject)
        && attempt.subject.guards().stream().allMatch(guard -> guard.mayBegin(now));
  }

  private boolean hasRoom(Subject subject) {
    return !subject.isSlow() || checks < CHECKS && subject.checksOfAddress() < CHECKS_PER_ADDRESS;
  }

  private void wakeForNext(long now) {
    alarm.cancel();
    OptionalLong due =
        waiting.stream()
            .filter(attempt -> hasRoom(attempt.subject))
            .map(attempt -> due(attempt, now))
            .flatMapToLong(OptionalLong::stream)
            .min();
    alarm =
        due.isPresent() ? timers.after(Duration.ofNanos(due.getAsLong()), this::look) : () -> {};
  }

  /** In how many nanoseconds time alone lets it begin; empty if it waits for another one. */
  private static OptionalLong due(Attempt<?> attempt, long now) {
    long latest = 0;
    for (LoginGuard guard : attempt.subject.guards()) {
      if (!guard.mayBegin(now)) {
        OptionalLong due = guard.dueNanos(now);
        if (due.isEmpty()) {
          return due;
        }
        latest = Math.max(latest, due.getAsLong() - now);
      }
    }
    return OptionalLong.of(latest);
  }

  private <T> void begin(Attempt<T> attempt) {
    CompletableFuture<Optional<T>> checked;
    try {
      checked = attempt.check.get();
    } catch (RuntimeException e) {
      checked = CompletableFuture.failedFuture(e);
    }
    checked.whenComplete(
        (found, failure) -> {
          if (end(attempt, failure == null ? outcome(found) : Outcome.UNCHECKED)) {
            // What to do: nothing, unless it comes again and again; then keep that address out.
            LOG.warn(
                "{} wrong logins from {}; more from there are slowed down",
                limits.wrong(),
                attempt.subject.network().getHostAddress());
          }
          if (failure == null) {
            attempt.result.complete(found);
          } else {
            attempt.result.completeExceptionally(failure);
          }
          look();
        });
  }

  private static Outcome outcome(Optional<?> found) {
    return found.isPresent() ? Outcome.RIGHT : Outcome.WRONG;
  }

  /** Whether a pause begins for its address. */
  private synchronized boolean end(Attempt<?> attempt, Outcome outcome) {
    long now = timers.nanoTime();
    attempt.passed.forEach(guard -> guard.end(outcome, now));
    attempt.subject.checkEnds();
    checks -= attempt.subject.isSlow() ? 1 : 0;
    if (outcome == Outcome.RIGHT) {
      attempt.subject.forgive(now);
    }
    return outcome == Outcome.WRONG && attempt.subject.beginsPause();
  }

  /** How many names, addresses and pairs of them are kept. */
  synchronized int kept() {
    return guards.kept();
  }
}
