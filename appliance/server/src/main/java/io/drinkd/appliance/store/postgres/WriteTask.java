package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.CommitFuture;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.Work;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A piece of work to be written, and the future that waits for it. Its methods are called by one
 * thread at a time.
 */
final class WriteTask<T> {

  private final Work<T> work;
  private final Function<SQLException, StoreException> failed;
  private final CommitFuture<T> future = new CommitFuture<>();
  private List<Runnable> afterCommit = List.of();

  /**
   * @param failed makes of a failed statement what the future fails with
   */
  WriteTask(Work<T> work, Function<SQLException, StoreException> failed) {
    this.work = work;
    this.failed = failed;
  }

  /** Completes when the work is on disk, or fails. */
  CompletableFuture<T> future() {
    return future;
  }

  /**
   * Does the work.
   *
   * @return whether it was done; if not, what it did before it failed is still in the transaction
   */
  boolean run(JdbcTransaction transaction) {
    try {
      T result = work.run(transaction);
      transaction.send();
      afterCommit = transaction.takeAfterCommit();
      future.done(result, afterCommit);
      return true;
    } catch (SQLException e) {
      future.failed(failed.apply(e));
    } catch (RuntimeException | Error e) {
      future.failed(e);
    }
    transaction.forget();
    afterCommit = List.of();
    return false;
  }

  /** Does the work in a savepoint of its own, so that nothing of it is left if it fails. */
  void runApart(JdbcTransaction transaction) throws SQLException {
    transaction.update("SAVEPOINT work");
    if (!run(transaction)) {
      undo(transaction, "ROLLBACK TO work");
    }
    transaction.update("RELEASE work");
  }

  /** Undoes what the work did, which failed; if that fails, so does the whole batch. */
  void undo(JdbcTransaction transaction, String statement) throws SQLException {
    try {
      transaction.update(statement);
    } catch (SQLException e) {
      throw future.firstOf(e);
    }
  }

  /** What memory is to follow of what the work did, in its order. */
  Stream<Change<?>> changes() {
    return afterCommit.stream().filter(Change.class::isInstance).map(change -> (Change<?>) change);
  }

  /** The batch is on disk: completes the future, with the work's own failure if it failed. */
  void complete() {
    future.show();
  }

  /** Nothing of it was written. */
  void fail(Throwable cause) {
    future.fail(cause);
  }
}
