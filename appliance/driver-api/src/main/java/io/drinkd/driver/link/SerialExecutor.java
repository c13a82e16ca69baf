package io.drinkd.driver.link;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other, in the order in which they were submitted, without a thread of
 * its own: whoever submits while nothing runs does the work, whoever submits while something runs
 * leaves the task to the thread at work. So what only its tasks touch needs no lock, and a task
 * that submits another one sees it run after itself, never inside.
 *
 * <p>A task returns soon and does not block, for it holds up a thread that may be anybody's. The
 * queue has no bound of its own: whoever submits on behalf of the outside world bounds that.
 */
public final class SerialExecutor implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** Tasks submitted and not yet done; whoever raises it from 0 does the work. */
  private final AtomicInteger unfinished = new AtomicInteger();

  /**
   * Runs the task now, or leaves it to the thread that is running an earlier one. What it throws,
   * an {@link Error} too, is logged and reaches neither the caller nor the next task.
   */
  @Override
  public void execute(Runnable task) {
    tasks.add(Objects.requireNonNull(task, "task"));
    if (unfinished.getAndIncrement() == 0) {
      do {
        runLogged(tasks.remove());
      } while (unfinished.decrementAndGet() > 0);
    }
  }

  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.error("A task failed; the tasks behind it go on", e);
    }
  }
}
