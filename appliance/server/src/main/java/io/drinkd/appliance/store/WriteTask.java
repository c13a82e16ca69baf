package io.drinkd.appliance.store;

import io.drinkd.appliance.store.Store.Work;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A piece of work to be written, its result, and the future that waits for it. */
final class WriteTask<T> {

  private static final Logger LOG = LoggerFactory.getLogger(WriteTask.class);

  private final Work<T> work;
  private final Path file;
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private T result;
  private Throwable failure;
  private List<Runnable> afterCommit = List.of();

  WriteTask(Work<T> work, Path file) {
    this.work = work;
    this.file = file;
  }

  CompletableFuture<T> future() {
    return future;
  }

  /** Does the work in a savepoint of its own. Throws only what fails the whole batch. */
  void run(Transaction transaction) throws SQLException {
    transaction.update("SAVEPOINT work");
    try {
      result = work.run(transaction);
      afterCommit = transaction.takeAfterCommit();
    } catch (SQLException | RuntimeException | Error e) {
      transaction.takeAfterCommit();
      failure = e instanceof SQLException sql ? Store.failed("writing", file, sql) : e;
      undo(transaction, e);
    }
    transaction.update("RELEASE work");
  }

  /**
   * After a full disk, or an I/O error, SQLite has rolled back the transaction by itself: there is
   * no savepoint any more, and what was done before this work is lost too.
   */
  private static void undo(Transaction transaction, Throwable cause) throws SQLException {
    try {
      transaction.update("ROLLBACK TO work");
    } catch (SQLException e) {
      SQLException first = cause instanceof SQLException sql ? sql : e;
      if (first != e) {
        first.addSuppressed(e);
      }
      throw first;
    }
  }

  /** The batch is on disk: completes the future, with the work's own failure if it failed. */
  void complete() {
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
      finish(() -> future.complete(result));
    } else {
      fail(failure);
    }
  }

  /** Nothing of it was written. */
  void fail(Throwable cause) {
    finish(() -> future.completeExceptionally(cause));
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
