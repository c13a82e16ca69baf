package io.drinkd.driver;

import java.time.Clock;
import java.time.Duration;

/** Time as the appliance sees it: the clock and delayed calls. Tests advance it by hand. */
public interface Timers {

  /** The time of day, for records. */
  Clock clock();

  /** Nanoseconds from an arbitrary point, never going back, for measuring elapsed time. */
  long nanoTime();

  /**
   * Calls {@code task} once after {@code delay}, on the timers' own thread; a driver's timers call
   * it on the machine's thread. The task returns soon and does not block; what it throws is logged.
   */
  Timer after(Duration delay, Runnable task);

  /** A pending call. */
  interface Timer {

    /** Cancels the call; without effect once it has begun. */
    void cancel();
  }

  /**
   * The computer's own time.
   *
   * @param threadName the name of the daemon thread that makes the calls
   */
  static SystemTimers system(String threadName) {
    return new SystemTimers(threadName);
  }
}
