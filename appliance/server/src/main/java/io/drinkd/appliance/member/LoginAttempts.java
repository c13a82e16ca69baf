package io.drinkd.appliance.member;

import io.drinkd.appliance.config.LoginLimits;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.driver.Timers;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Makes guessing slow: after a few wrong logins in a row, for one name or from one address, each
 * further one waits for a pause that doubles. It waits instead of being refused, so that the right
 * password is always taken, and it ends the pauses of that name. May be used on any thread.
 *
 * <ul>
 *   <li>Names are counted as they are typed, whether somebody has them or not, so nothing here
 *       reveals which exist.
 *   <li>Nobody is locked out by others: from an address where a member has logged in before, what
 *       others do to the name elsewhere does not count.
 *   <li>Attempts that wait are let through one after the other. Where the next one would wait for
 *       more than the longest pause, it fails with {@link Refusal#TOO_MANY_LOGINS}.
 *   <li>A right login takes back what its own name was charged with at its address, and no more:
 *       otherwise whoever has one account could guess at others between two logins of his own.
 *   <li>What is kept of names and addresses is bounded, and is forgotten ten minutes after the last
 *       wrong login.
 * </ul>
 */
public final class LoginAttempts {

  /** Of names, of addresses, and of pairs of them. */
  static final int KEPT_MAX = 10_000;

  private static final long FORGOTTEN_NANOS = Duration.ofMinutes(10).toNanos();

  /** Longer than any name that exists; a line may hold far longer ones. */
  private static final int NAME_LENGTH_MAX = 64;

  private final LoginLimits limits;
  private final Timers timers;
  private final BoundedMap<String, Failures> byName = new BoundedMap<>(KEPT_MAX);
  private final BoundedMap<InetAddress, Failures> byAddress = new BoundedMap<>(KEPT_MAX);
  private final BoundedMap<Known, Boolean> known = new BoundedMap<>(KEPT_MAX);

  private record Known(String name, InetAddress address) {}

  /** What is held against a name or an address. */
  private static final class Failures {
    int count;
    long lastNanos;
    long nextNanos;
  }

  public LoginAttempts(LoginLimits limits, Timers timers) {
    this.limits = limits;
    this.timers = timers;
  }

  /**
   * Makes an attempt, now or after a pause.
   *
   * @param name who is claimed to log in; empty where an iButton is all that is shown
   * @param address where the attempt comes from
   * @param check finds out who it is; empty for a wrong login. Called on the caller's or the
   *     timers' thread
   * @return what {@code check} found; fails like {@code check}, or with {@link
   *     Refusal#TOO_MANY_LOGINS}
   */
  public CompletableFuture<Optional<MemberRecord>> attempt(
      Optional<String> name,
      InetAddress address,
      Supplier<CompletableFuture<Optional<MemberRecord>>> check) {
    Optional<String> counted = name.map(LoginAttempts::shortened);
    long waitNanos = reserve(counted, address);
    if (waitNanos < 0) {
      return CompletableFuture.failedFuture(
          new RefusedException(Refusal.TOO_MANY_LOGINS, "too many logins wait; try again later"));
    }
    return after(waitNanos)
        .thenCompose(now -> check.get())
        .thenApply(
            member -> {
              ended(counted, address, member.isPresent());
              return member;
            });
  }

  private CompletableFuture<Void> after(long waitNanos) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    if (waitNanos == 0) {
      over.complete(null);
    } else {
      timers.after(Duration.ofNanos(waitNanos), () -> over.complete(null));
    }
    return over;
  }

  private static String shortened(String name) {
    return name.length() > NAME_LENGTH_MAX ? name.substring(0, NAME_LENGTH_MAX) : name;
  }

  /**
   * How long to wait; less than 0 if too many wait already. Whoever waits has a turn of its own.
   */
  private synchronized long reserve(Optional<String> name, InetAddress address) {
    long now = timers.nanoTime();
    Optional<Failures> ofAddress = counting(byAddress.get(address), now);
    Optional<Failures> ofName =
        name.filter(typed -> known.get(new Known(typed, address)) == null)
            .flatMap(typed -> counting(byName.get(typed), now));
    long wait = Math.max(waitNanos(ofAddress, now), waitNanos(ofName, now));
    if (wait > limits.pauseMax().toNanos()) {
      return -1;
    }
    ofAddress.ifPresent(failures -> takeTurn(failures, now + wait));
    ofName.ifPresent(failures -> takeTurn(failures, now + wait));
    return wait;
  }

  /** What is kept, if it is enough for a pause and not forgotten. */
  private Optional<Failures> counting(Failures kept, long now) {
    return Optional.ofNullable(kept)
        .filter(failures -> failures.count >= limits.wrong())
        .filter(failures -> now - failures.lastNanos < FORGOTTEN_NANOS);
  }

  private static long waitNanos(Optional<Failures> failures, long now) {
    return failures.map(one -> Math.max(0, one.nextNanos - now)).orElse(0L);
  }

  /** Those who come while this one is being checked wait behind it. */
  private void takeTurn(Failures failures, long at) {
    failures.nextNanos = at + pauseNanos(failures.count);
  }

  private synchronized void ended(Optional<String> name, InetAddress address, boolean right) {
    if (right) {
      name.ifPresent(typed -> forgive(typed, address));
    } else {
      name.ifPresent(typed -> blame(byName.computeIfAbsent(typed, key -> new Failures())));
      blame(byAddress.computeIfAbsent(address, key -> new Failures()));
    }
  }

  private void forgive(String name, InetAddress address) {
    known.put(new Known(name, address), true);
    Failures ofName = byName.remove(name);
    Failures ofAddress = byAddress.get(address);
    if (ofName != null && ofAddress != null) {
      ofAddress.count = Math.max(0, ofAddress.count - ofName.count);
    }
  }

  private void blame(Failures failures) {
    long now = timers.nanoTime();
    if (now - failures.lastNanos >= FORGOTTEN_NANOS) {
      failures.count = 0;
    }
    failures.count++;
    failures.lastNanos = now;
    if (failures.count < limits.wrong()) {
      return;
    }
    long next = now + pauseNanos(failures.count);
    if (failures.count == limits.wrong() || failures.nextNanos - next < 0) {
      failures.nextNanos = next;
    }
  }

  /** The pause after that many wrong logins. */
  private long pauseNanos(int count) {
    int doublings = Math.min(count - limits.wrong(), 20);
    long most = limits.pauseMax().toNanos();
    long pause = limits.pause().toNanos();
    return pause > most >> doublings ? most : pause << doublings;
  }

  /** How many names, addresses and pairs of them are kept. */
  synchronized int kept() {
    return byName.size() + byAddress.size() + known.size();
  }
}
