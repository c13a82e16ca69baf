package io.drinkd.appliance.log;

import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many lines of one kind may be logged: {@value #AT_ONCE} at once, then one every ten seconds.
 * Those above that are counted, and their number is logged within a minute. So what a stranger can
 * make drinkd log in an hour is bounded, whatever he finds to be logged. May be used on any thread.
 *
 * <p>A kind is a place in the code: a logger and its text without what is put in. Of foreign
 * libraries, which put texts together in advance, it is a logger and a level. What members do, and
 * their sessions, are of one kind a member, of which far more is logged: {@value
 * #OF_MEMBER_AT_ONCE} lines at once, then one a second. What moved credits, and what admins
 * changed, is in the books in any case. Not limited are lines below INFO, which somebody has asked
 * for.
 */
final class LogLimit {

  static final int AT_ONCE = 60;
  static final Duration ONE_MORE_EVERY = Duration.ofSeconds(10);
  static final int OF_MEMBER_AT_ONCE = 600;
  static final Duration OF_MEMBER_ONE_MORE_EVERY = Duration.ofSeconds(1);
  static final Duration REPORT_AFTER = Duration.ofMinutes(1);

  static final String OUR_OWN = "io.drinkd.";

  /** Which value of a line says whose it is. */
  private static final Map<String, Integer> OF_MEMBERS =
      Map.of("io.drinkd.activity", 0, "io.drinkd.session", 1);

  /** Far more than there are log calls and members; what comes after that is one kind. */
  private static final int KINDS_MAX = 10_000;

  private static final Kind OTHERS = new Kind("other loggers", "", false);

  private final Timers timers;
  private final Map<Kind, Allowance> allowances = new ConcurrentHashMap<>();

  /** Of all kinds, since the beginning. */
  private final LongAdder suppressedInAll = new LongAdder();

  private record Kind(String logger, String text, boolean ofMember) {

    int atOnce() {
      return ofMember ? OF_MEMBER_AT_ONCE : AT_ONCE;
    }

    long oneMoreEveryNanos() {
      return (ofMember ? OF_MEMBER_ONE_MORE_EVERY : ONE_MORE_EVERY).toNanos();
    }
  }

  LogLimit(Timers timers) {
    this.timers = timers;
  }

  /**
   * Whether a line may be logged now; otherwise it is counted.
   *
   * @param logger the name of its logger
   * @param text what it says, without what is put in
   * @param values what is put in, as far as that is known
   */
  boolean allows(String logger, Level level, String text, Object... values) {
    if (!level.isMoreSpecificThan(Level.INFO) || logger.equals(LogLimit.class.getName())) {
      return true;
    }
    Kind kind = kind(logger, level, text, values);
    Allowance allowance = allowances.get(kind);
    if (allowance == null) {
      if (allowances.size() >= KINDS_MAX) {
        allowances.values().removeIf(Allowance::isUnused);
      }
      Kind counted = allowances.size() < KINDS_MAX ? kind : OTHERS;
      allowance = allowances.computeIfAbsent(counted, Allowance::new);
    }
    return allowance.take();
  }

  private static Kind kind(String logger, Level level, String text, Object... values) {
    Integer member = OF_MEMBERS.get(logger);
    if (member != null && member < values.length) {
      return new Kind(logger, String.valueOf(values[member]), true);
    }
    return new Kind(logger, logger.startsWith(OUR_OWN) ? text : level.name(), false);
  }

  /** How many lines were not logged so far. */
  long suppressed() {
    return suppressedInAll.sum();
  }

  /** What one kind may still log. */
  private final class Allowance {

    private final Kind kind;

    /** When all of it is there again. */
    private long fullNanos = timers.nanoTime();

    private long suppressed;

    Allowance(Kind kind) {
      this.kind = kind;
    }

    synchronized boolean take() {
      long now = timers.nanoTime();
      long next = Math.max(fullNanos - now, 0) + kind.oneMoreEveryNanos();
      if (next <= kind.atOnce() * kind.oneMoreEveryNanos()) {
        fullNanos = now + next;
        return true;
      }
      suppressedInAll.increment();
      if (suppressed++ == 0) {
        timers.after(REPORT_AFTER, this::report);
      }
      return false;
    }

    /** Whether it would be the same if it were created again. */
    synchronized boolean isUnused() {
      return suppressed == 0 && fullNanos - timers.nanoTime() <= 0;
    }

    private void report() {
      long count;
      synchronized (this) {
        count = suppressed;
        suppressed = 0;
      }
      // Not before: the log is not there yet while its limit is made.
      Logger log = LoggerFactory.getLogger(LogLimit.class);
      // What to do: see the lines of that kind before it; so many more were not logged.
      log.warn("similar messages suppressed: {}, of {}: {}", count, kind.logger, kind.text);
    }
  }
}
