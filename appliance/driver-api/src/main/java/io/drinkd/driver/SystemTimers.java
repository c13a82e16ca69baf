package io.drinkd.driver;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The computer's own time, with one daemon thread for all calls. */
public final class SystemTimers implements Timers, AutoCloseable {

  private final ScheduledThreadPoolExecutor executor;

  SystemTimers(String threadName) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, threadName);
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    var future = executor.schedule(() -> runLogged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /** A scheduled executor swallows what a task throws; here it is logged. */
  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // Got only here: the log has timers itself, and would be asked for while it is being made.
      Logger log = LoggerFactory.getLogger(SystemTimers.class);
      // What to do: report the stack trace as a fault of drinkd.
      log.error("timer task failed", e);
    }
  }

  /** Stops the thread; pending calls are dropped. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
