package io.drinkd.appliance.machine;

import io.drinkd.driver.Timers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A driver's timers: they run on its machine's thread, and their number is bounded. */
final class DriverTimers implements Timers {

  /** Drivers need three or four. */
  private static final int WAITING_MAX = 1_000;

  private final Timers timers;
  private final Executor thread;
  private final AtomicInteger waiting = new AtomicInteger();

  DriverTimers(Timers timers, Executor thread) {
    this.timers = timers;
    this.thread = thread;
  }

  @Override
  public Clock clock() {
    return timers.clock();
  }

  @Override
  public long nanoTime() {
    return timers.nanoTime();
  }

  /**
   * @throws IllegalStateException if more than 1,000 calls are pending
   */
  @Override
  public Timer after(Duration delay, Runnable task) {
    if (waiting.incrementAndGet() > WAITING_MAX) {
      waiting.decrementAndGet();
      throw new IllegalStateException(
          "the driver has more than " + WAITING_MAX + " timers running");
    }
    var done = new AtomicBoolean();
    Timer timer =
        timers.after(
            delay,
            () -> {
              if (done.compareAndSet(false, true)) {
                waiting.decrementAndGet();
                run(task);
              }
            });
    return () -> {
      if (done.compareAndSet(false, true)) {
        waiting.decrementAndGet();
        timer.cancel();
      }
    };
  }

  private void run(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      // The driver has been stopped, and its timers with it.
    }
  }
}
