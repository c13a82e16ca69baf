package io.drinkd.appliance.machine;

import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one thread on which the code of one machine's driver runs, so that a driver that blocks or
 * fails keeps nobody but its own machine. It is named after the machine, and ends when nothing was
 * to be done for a while: a thousand quiet machines cost no thread.
 */
final class DriverThread implements Executor {

  /**
   * A thread is made in less than 0.1 ms, and while it waits it holds some 60 kB: a thousand boards
   * that log in one after the other are not to have a thousand threads. Orders that follow each
   * other come far sooner.
   */
  private static final Duration KEPT_IDLE = Duration.ofMillis(20);

  /** Reading from the board stops far earlier; only a driver that floods itself gets here. */
  private static final int MOST_TASKS = 10_000;

  private static final Duration LONGEST_TASK = Duration.ofSeconds(10);

  private final Timers timers;
  private final Consumer<String> faulty;
  private final ThreadPoolExecutor executor;
  private volatile boolean busy;
  private volatile long taskBeganNanos;

  /**
   * @param faulty told, in one line, what the driver's code has done that it must not
   */
  DriverThread(String machine, Timers timers, Consumer<String> faulty) {
    this.timers = timers;
    this.faulty = faulty;
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            KEPT_IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(MOST_TASKS),
            task -> thread(task, machine));
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable task, String machine) {
    // Nothing of a driver that happens to be at work here may be inherited, it may be unloaded.
    Thread thread = new Thread(null, task, "machine " + machine, 0, false);
    thread.setContextClassLoader(DriverThread.class.getClassLoader());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs the task behind those before it.
   *
   * @throws RejectedExecutionException if the thread is ending or has too much to do
   */
  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      if (!executor.isShutdown()) {
        faulty.accept("the driver does not get done with what it has to do");
      }
      throw e;
    }
  }

  private void run(Runnable task) {
    taskBeganNanos = timers.nanoTime();
    busy = true;
    try {
      task.run();
    } catch (Throwable e) {
      faulty.accept("the driver failed: " + e);
    } finally {
      busy = false;
    }
  }

  /** Whether one task has been running for far longer than any may. */
  boolean isStuck() {
    return busy && timers.nanoTime() - taskBeganNanos > LONGEST_TASK.toNanos();
  }

  /** Runs nothing further but what is waiting. */
  void end() {
    executor.shutdown();
  }

  /** Gives up what is at work, and what is waiting. */
  void interrupt() {
    executor.shutdownNow();
  }

  /** Whether it has ended. */
  boolean hasEnded() {
    return executor.isTerminated();
  }
}
