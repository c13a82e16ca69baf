package io.drinkd.appliance.log;

import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
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
 * libraries, which put texts together in advance, it is a logger and a level. Not limited are the
 * lines of somebody who is logged in, and those below INFO, which somebody has asked for.
 */
final class LogLimit {

  static final int AT_ONCE = 60;
  static final Duration ONE_MORE_EVERY = Duration.ofSeconds(10);
  static final Duration REPORT_AFTER = Duration.ofMinutes(1);

  private static final String OUR_OWN = "io.drinkd.";

  private static final Set<String> UNLIMITED =
      Set.of("io.drinkd.activity", "io.drinkd.session", LogLimit.class.getName());

  /** Far more than there are log calls; what comes after that is one kind. */
  private static final int KINDS_MAX = 2_000;

  private static final Kind OTHERS = new Kind("other loggers", "");

  private final Timers timers;
  private final Map<Kind, Allowance> allowances = new ConcurrentHashMap<>();

  /** Of all kinds, since the beginning. */
  private final LongAdder suppressedInAll = new LongAdder();

  private record Kind(String logger, String text) {}

  LogLimit(Timers timers) {
    this.timers = timers;
  }

  /**
   * Whether a line may be logged now; otherwise it is counted.
   *
   * @param logger the name of its logger
   * @param text what it says, without what is put in
   */
  boolean allows(String logger, Level level, String text) {
    if (!level.isMoreSpecificThan(Level.INFO) || UNLIMITED.contains(logger)) {
      return true;
    }
    Kind kind = new Kind(logger, logger.startsWith(OUR_OWN) ? text : level.name());
    Allowance allowance = allowances.get(kind);
    if (allowance == null) {
      Kind counted = allowances.size() < KINDS_MAX ? kind : OTHERS;
      allowance = allowances.computeIfAbsent(counted, Allowance::new);
    }
    return allowance.take();
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
      long next = Math.max(fullNanos - now, 0) + ONE_MORE_EVERY.toNanos();
      if (next <= AT_ONCE * ONE_MORE_EVERY.toNanos()) {
        fullNanos = now + next;
        return true;
      }
      suppressedInAll.increment();
      if (suppressed++ == 0) {
        timers.after(REPORT_AFTER, this::report);
      }
      return false;
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
