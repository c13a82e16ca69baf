package io.drinkd.driver;

import java.time.Clock;
import java.time.Duration;

/** Time as the appliance sees it: the clock, and calls after a while. Tests move it by hand. */
public interface Timers {

  /** The time of day, for records. */
  Clock clock();

  /**
   * Nanoseconds from an arbitrary point, never going back, for measuring how long something takes.
   */
  long nanoTime();

  /**
   * Calls {@code task} once when {@code delay} is over, on the timers' own thread. The task returns
   * soon and does not block; what it throws is logged.
   */
  Timer after(Duration delay, Runnable task);

  /** A call that is still to come. */
  interface Timer {

    /** Calls it off; without effect once the call has begun. */
    void cancel();
  }

  /**
   * The machine's own time.
   *
   * @param threadName the name of the daemon thread that makes the calls
   */
  static SystemTimers system(String threadName) {
    return new SystemTimers(threadName);
  }
}
