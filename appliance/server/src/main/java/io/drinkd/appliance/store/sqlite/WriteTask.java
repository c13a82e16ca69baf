package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Work;
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

  /**
   * Does the work.
   *
   * @return whether it was done; if not, what it did before it failed is still in the transaction
   */
  boolean run(JdbcTransaction transaction) {
    failure = null;
    try {
      result = work.run(transaction);
      afterCommit = transaction.takeAfterCommit();
    } catch (SQLException e) {
      failure = SqliteStore.failed("writing", file, e);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    if (failure != null) {
      transaction.takeAfterCommit();
      afterCommit = List.of();
    }
    return failure == null;
  }

  /** Does the work in a savepoint of its own, so that nothing of it is left if it fails. */
  void runApart(JdbcTransaction transaction) throws SQLException {
    transaction.update("SAVEPOINT work");
    if (!run(transaction)) {
      undo(transaction, "ROLLBACK TO work");
    }
    transaction.update("RELEASE work");
  }

  /**
   * Undoes what the work did, which failed. After a full disk, or an I/O error, SQLite has rolled
   * back by itself, and what was done before this work is lost too: that fails the whole batch.
   */
  void undo(JdbcTransaction transaction, String statement) throws SQLException {
    try {
      transaction.update(statement);
    } catch (SQLException e) {
      SQLException first =
          failure instanceof StoreException && failure.getCause() instanceof SQLException sql
              ? sql
              : e;
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
