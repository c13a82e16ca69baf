package io.drinkd.appliance.failure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs faults in drinkd itself, of each class one with its stack trace every ten seconds at most: a
 * client that has found a fault can repeat it thousands of times a second, and the log must survive
 * that. A fault of another class is logged all the same. May be used on any thread.
 */
public final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int CLASSES_MAX = 100;

  private static final LongAdder SUPPRESSED = new LongAdder();

  private final LongSupplier nanoTime;

  /** By the class of the fault; the one that was first seen longest ago is first. */
  private final Map<Class<?>, Pause> pauses = new LinkedHashMap<>();

  /** Until when faults of a class are only counted, and how many were. */
  private static final class Pause {
    private long endNanos;
    private long suppressed;

    Pause(long endNanos) {
      this.endNanos = endNanos;
    }
  }

  /**
   * @param nanoTime the time in nanoseconds
   */
  public FailureLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Logs a fault, or counts it if one of its class was logged just before.
   *
   * @param what what failed, without its stack trace
   */
  public void report(String what, Throwable cause) {
    if (isDue(what, cause)) {
      // What to do: replace the disk if the books cannot be read or written; else report the stack
      // trace as a fault of drinkd.
      LOG.error("failure: {}", what, cause);
    }
  }

  /** The same for what is no fault in drinkd: the line says all of it. */
  public void reportInOneLine(String what, Throwable cause) {
    if (isDue(what, cause)) {
      // What to do: what the line says.
      LOG.error("refused by the server of the books: {}", what);
    }
  }

  /** Whether it is to be logged; counts it if not. */
  private synchronized boolean isDue(String what, Throwable cause) {
    long now = nanoTime.getAsLong();
    Pause pause = pauses.computeIfAbsent(cause.getClass(), any -> new Pause(now));
    if (now - pause.endNanos < 0) {
      pause.suppressed++;
      SUPPRESSED.increment();
      LOG.debug("{}", what, cause);
      return false;
    }
    if (pause.suppressed > 0) {
      // What to do: see the failure that is logged right after it.
      LOG.error("similar messages suppressed: {}", pause.suppressed);
    }
    pause.suppressed = 0;
    pause.endNanos = now + PAUSE_NANOS;
    if (pauses.size() > CLASSES_MAX) {
      pauses.remove(pauses.keySet().iterator().next());
    }
    return true;
  }

  /** How many faults were not logged in this process so far. */
  public static long suppressed() {
    return SUPPRESSED.sum();
  }
}
