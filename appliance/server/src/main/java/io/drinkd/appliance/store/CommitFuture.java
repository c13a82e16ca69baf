package io.drinkd.appliance.store;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The future of what a piece of work returns. The result is known when the work is done, and shown
 * when it is on disk. Its methods are called by one thread at a time.
 */
public final class CommitFuture<T> extends CompletableFuture<T> {

  private static final Logger LOG = LoggerFactory.getLogger(CommitFuture.class);

  private T result;
  private Throwable failure;
  private List<Runnable> afterCommit = List.of();

  /**
   * The work is done.
   *
   * @param callbacks called before the result is shown
   */
  public void done(T newResult, List<Runnable> callbacks) {
    result = newResult;
    failure = null;
    afterCommit = callbacks;
  }

  /** The work has failed. */
  public void failed(Throwable cause) {
    result = null;
    failure = cause;
    afterCommit = List.of();
  }

  /** That of two failures which explains more: the work's own, before another one after it. */
  public SQLException firstOf(SQLException later) {
    if (failure instanceof StoreException && failure.getCause() instanceof SQLException own) {
      own.addSuppressed(later);
      return own;
    }
    return later;
  }

  /** It is on disk: completes with what became of the work. */
  public void show() {
    for (Runnable task : afterCommit) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        // What to do: report the stack trace as a fault of drinkd. What was committed is in the
        // books.
        LOG.error("after-commit callback failed", e);
      }
    }
    if (failure == null) {
      finish(() -> complete(result));
    } else {
      fail(failure);
    }
  }

  /** Nothing of it was written. */
  public void fail(Throwable cause) {
    finish(() -> completeExceptionally(cause));
  }

  /** What a dependent of the future throws must not end this thread. */
  private static void finish(Runnable completion) {
    try {
      completion.run();
    } catch (RuntimeException | Error e) {
      // What to do: report the stack trace as a fault of drinkd. What was committed is in the
      // books.
      LOG.error("completion handler of a store operation failed", e);
    }
  }
}
