package io.drinkd.driver;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The computer's own time, with one daemon thread for all calls. */
public final class SystemTimers implements Timers, AutoCloseable {

  /**
   * So often the thread looks by itself. A call that is to come later than that need not wake it to
   * be noted; nearly all calls are deadlines of what ends long before, and that would cost more
   * than all else that is done with them.
   */
  private static final long LOOK_MILLIS = 200;

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
    executor.scheduleWithFixedDelay(() -> {}, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
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
