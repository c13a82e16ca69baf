package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.CommitFuture;
import io.drinkd.appliance.store.Work;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A piece of work to be written.
 *
 * @param file the books, for messages
 * @param future completes when the work is on disk, or fails
 */
record WriteTask<T>(Path file, Work<T> work, CommitFuture<T> future) {

  WriteTask(Path file, Work<T> work) {
    this(file, work, new CommitFuture<>());
  }

  /**
   * Does the work.
   *
   * @return whether it was done; if not, what it did before it failed is still in the transaction
   */
  boolean run(SqliteTransaction transaction) {
    Throwable failure;
    try {
      T result = work.run(transaction);
      future.done(result, transaction.takeAfterCommit());
      return true;
    } catch (SQLException e) {
      failure = SqliteStore.failed("writing", file, e);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    transaction.takeAfterCommit();
    future.failed(failure);
    return false;
  }

  /** Does the work in a savepoint of its own, so that nothing of it is left if it fails. */
  void runApart(SqliteTransaction transaction) throws SQLException {
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
  void undo(SqliteTransaction transaction, String statement) throws SQLException {
    try {
      transaction.update(statement);
    } catch (SQLException e) {
      throw future.firstOf(e);
    }
  }
}
