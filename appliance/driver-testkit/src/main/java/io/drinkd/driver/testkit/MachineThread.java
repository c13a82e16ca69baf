package io.drinkd.driver.testkit;

import io.drinkd.driver.Timers;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of one machine, on which all code of its driver runs. As in the appliance, whatever
 * the driver does there delays nobody but its own machine.
 */
final class MachineThread implements Executor, AutoCloseable {

  static final String NAME = "machine-thread";

  private static final Logger LOG = LoggerFactory.getLogger(MachineThread.class);

  /** It is looked so often in the time of the patience whether the driver is at work. */
  private static final int PIECES = 3;

  /** So much longer a driver may be at work, as on a busy computer. */
  private static final int PIECES_MAX = 10 * PIECES;

  private final Duration patience;
  private final ExecutorService executor = Executors.newSingleThreadExecutor(this::daemon);
  private volatile Optional<Thread> running = Optional.empty();

  MachineThread() {
    this(Duration.ofSeconds(20));
  }

  /**
   * @param patience how long one task may wait, and a tenth of how long it may compute
   */
  MachineThread(Duration patience) {
    this.patience = patience;
  }

  private Thread daemon(Runnable task) {
    var thread = new Thread(task, NAME);
    thread.setDaemon(true);
    running = Optional.of(thread);
    return thread;
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(() -> runLogged(task));
  }

  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.error("the driver failed", e);
    }
  }

  /**
   * Runs the task after those before it, and waits for its result.
   *
   * @throws AssertionError if it blocks
   */
  <T> T call(Callable<T> task) throws Exception {
    try {
      return await(executor.submit(task));
    } catch (TimeoutException e) {
      throw new AssertionError("the driver blocks its machine's thread", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception failure) {
        throw failure;
      }
      throw new AssertionError("the driver failed: " + e.getCause(), e.getCause());
    }
  }

  /** A thread that waits for something uses no processor time meanwhile. */
  private <T> T await(Future<T> result)
      throws InterruptedException, ExecutionException, TimeoutException {
    long used = processorNanos();
    for (int piece = 1; piece <= PIECES_MAX; piece++) {
      try {
        return result.get(patience.toMillis() / PIECES, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long before = used;
        used = processorNanos();
        if (piece >= PIECES && used == before) {
          throw e;
        }
      }
    }
    throw new TimeoutException();
  }

  private long processorNanos() {
    return running
        .map(thread -> ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()))
        .orElse(0L);
  }

  /** A driver's timers: calls run on this thread, and advancing the time waits for them. */
  Timers timers(ManualTimers time) {
    return new Timers() {
      @Override
      public Clock clock() {
        return time.clock();
      }

      @Override
      public long nanoTime() {
        return time.nanoTime();
      }

      @Override
      public Timer after(Duration delay, Runnable task) {
        return time.after(delay, () -> runAndWait(task));
      }
    };
  }

  private void runAndWait(Runnable task) {
    try {
      call(Executors.callable(task));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("the driver's timer failed: " + e, e);
    }
  }

  /** Stops the thread; whatever is still handed to it is rejected. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
