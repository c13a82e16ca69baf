package io.drinkd.appliance.store.jdbc;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Work;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A piece of work to be written, its result, and the future that waits for it. Its methods are
 * called by one thread at a time.
 */
public final class WriteTask<T> {

  private static final Logger LOG = LoggerFactory.getLogger(WriteTask.class);

  private final Work<T> work;
  private final Function<SQLException, StoreException> failed;
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private T result;
  private Throwable failure;
  private List<Runnable> afterCommit = List.of();

  /**
   * @param failed makes of a failed statement what the future fails with
   */
  public WriteTask(Work<T> work, Function<SQLException, StoreException> failed) {
    this.work = work;
    this.failed = failed;
  }

  /** Completes when the work is on disk, or fails. */
  public CompletableFuture<T> future() {
    return future;
  }

  /**
   * Does the work.
   *
   * @return whether it was done; if not, what it did before it failed is still in the transaction
   */
  public boolean run(JdbcTransaction transaction) {
    failure = null;
    try {
      result = work.run(transaction);
      afterCommit = transaction.takeAfterCommit();
    } catch (SQLException e) {
      failure = failed.apply(e);
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
  public void runApart(JdbcTransaction transaction) throws SQLException {
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
  public void undo(JdbcTransaction transaction, String statement) throws SQLException {
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

  /** What memory is to follow of what the work did, in its order. */
  public Stream<Change<?>> changes() {
    return afterCommit.stream().filter(Change.class::isInstance).map(change -> (Change<?>) change);
  }

  /** The batch is on disk: completes the future, with the work's own failure if it failed. */
  public void complete() {
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
  public void fail(Throwable cause) {
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
