package io.drinkd.driver.link;

import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Slows down password guessing: of each origin, see {@link PendingConnection#origin}, {@value
 * #AT_ONCE} logins are checked at once, then one every four seconds. A check counts from its
 * beginning, and no more once the password is right, so boards that know theirs never use the
 * allowance up, however many are behind one address.
 *
 * <p>A login that has to wait is not refused for that, and waits no longer than others make it: the
 * newest and the oldest one are checked in turn. So a board gets its check soon beside a guesser
 * who keeps many logins waiting, and none waits for ever.
 *
 * <p>Used on the thread of the pending connections only.
 */
final class LoginTurns {

  static final int AT_ONCE = 3;
  static final Duration ONE_MORE_EVERY = Duration.ofSeconds(4);

  /** The one that was used longest ago is forgotten. */
  private static final int ORIGINS_MAX = 4096;

  private final Timers timers;
  private final Executor thread;

  private final Map<Object, Turns> origins =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Turns> eldest) {
          return size() > ORIGINS_MAX;
        }
      };

  /**
   * @param thread that of the pending connections
   */
  LoginTurns(Timers timers, Executor thread) {
    this.timers = timers;
    this.thread = thread;
  }

  /** A login whose password is known and not checked yet. */
  interface Login {

    /** Whether it can still be answered; asked just before its turn. */
    boolean isWanted();

    /** Checks it, now. */
    void check();
  }

  /**
   * Has a login checked: at once, or when it is its turn.
   *
   * @return whether it has to wait
   */
  boolean add(Object origin, Login login) {
    Turns turns = origins.computeIfAbsent(origin, any -> new Turns());
    turns.waiting.add(login);
    turns.proceed();
    return turns.waiting.contains(login);
  }

  /** The check that a login of the origin had was no guess. */
  void passwordWasRight(Object origin) {
    Turns turns = origins.get(origin);
    if (turns != null) {
      turns.fullNanos -= ONE_MORE_EVERY.toNanos();
      thread.execute(turns::proceed);
    }
  }

  private final class Turns {

    private final Deque<Login> waiting = new ArrayDeque<>(0);

    /** When the whole allowance is there again. */
    private long fullNanos = timers.nanoTime();

    private boolean oldestNext;
    private boolean timerRuns;

    void proceed() {
      while (!waiting.isEmpty() && untilNext().isZero()) {
        Login next = oldestNext ? waiting.removeFirst() : waiting.removeLast();
        if (next.isWanted()) {
          oldestNext = !oldestNext;
          fullNanos = Math.max(fullNanos, timers.nanoTime()) + ONE_MORE_EVERY.toNanos();
          next.check();
        }
      }
      if (!waiting.isEmpty() && !timerRuns) {
        timerRuns = true;
        timers.after(untilNext(), () -> thread.execute(this::timeOver));
      }
    }

    private void timeOver() {
      timerRuns = false;
      proceed();
    }

    private Duration untilNext() {
      long used = fullNanos - timers.nanoTime();
      long allowed = (AT_ONCE - 1) * ONE_MORE_EVERY.toNanos();
      return Duration.ofNanos(Math.max(0, used - allowed));
    }
  }
}
