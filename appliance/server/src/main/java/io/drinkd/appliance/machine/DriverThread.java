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
 * fails affects no other machine. It is named after the machine, and ends when it has been idle for
 * a while: a thousand idle machines cost no thread.
 */
final class DriverThread implements Executor {

  /**
   * Starting a thread takes less than 0.1 ms, and a waiting one holds some 60 kB: a thousand boards
   * that log in one after the other must not have a thousand threads. Orders in a row come far
   * sooner.
   */
  private static final Duration KEPT_IDLE = Duration.ofMillis(20);

  /** Reading from the board pauses far earlier; only a driver's own calls can reach this. */
  private static final int TASKS_MAX = 10_000;

  private static final Duration TASK_TIMEOUT = Duration.ofSeconds(10);

  private final Timers timers;
  private final Consumer<String> faulty;
  private final ThreadPoolExecutor executor;
  private volatile boolean busy;
  private volatile long taskStartNanos;

  /**
   * @param faulty called with one line that says what the driver's code has done wrong
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
            new LinkedBlockingQueue<>(TASKS_MAX),
            task -> thread(task, machine));
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable task, String machine) {
    // Must inherit nothing of a driver that runs here just now, which may be unloaded later.
    Thread thread = new Thread(null, task, "machine " + machine, 0, false);
    thread.setContextClassLoader(DriverThread.class.getClassLoader());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs the task after those before it.
   *
   * @throws RejectedExecutionException if the thread is stopping or its queue is full
   */
  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      if (!executor.isShutdown()) {
        faulty.accept("the driver does not keep up: 10000 tasks are waiting");
      }
      throw e;
    }
  }

  private void run(Runnable task) {
    taskStartNanos = timers.nanoTime();
    busy = true;
    try {
      task.run();
    } catch (Throwable e) {
      faulty.accept("the driver failed: " + e);
    } finally {
      busy = false;
    }
  }

  /** Whether one task has been running for longer than any may. */
  boolean isStuck() {
    return busy && timers.nanoTime() - taskStartNanos > TASK_TIMEOUT.toNanos();
  }

  /** Stops after the waiting tasks. */
  void end() {
    executor.shutdown();
  }

  /** Interrupts the running task and drops the waiting ones. */
  void interrupt() {
    executor.shutdownNow();
  }

  /** Whether it has stopped. */
  boolean hasEnded() {
    return executor.isTerminated();
  }
}
