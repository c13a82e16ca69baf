package io.drinkd.appliance.store;

import io.drinkd.appliance.store.Store.Work;
import io.drinkd.appliance.store.StoreException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Each round takes all that waits, up to a bound, and commits it at
 * once (group commit): a commit costs one wait for the disk, however much is in it.
 */
final class WriteThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WriteThread.class);

  /** More than this many waiting pieces of work are refused, so that memory stays bounded. */
  private static final int WAITING_MAX = 20_000;

  /** Nothing waits longer than a commit of this many takes. */
  private static final int ROUND_MAX = 512;

  private final Path file;
  private final Connection connection;
  private final Transaction transaction;
  private final BlockingQueue<Task<?>> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final Thread thread;
  private volatile boolean closed;

  /** Nothing is taken from the queue any more. */
  private volatile boolean ended;

  WriteThread(Path file) {
    this.file = file;
    try {
      this.connection = StoreFile.openForWriting(file);
    } catch (SQLException e) {
      throw Store.failed("opening", file, e);
    }
    this.transaction = new Transaction(connection);
    this.thread = new Thread(this::run, "store");
    thread.start();
  }

  <T> CompletableFuture<T> submit(Work<T> work) {
    Task<T> task = new Task<>(work);
    if (closed) {
      task.fail(closedFailure());
    } else if (!waiting.offer(task)) {
      task.fail(
          new StoreException(
              Kind.UNAVAILABLE, file + ": more than " + WAITING_MAX + " writes wait; try again"));
    } else if (ended && waiting.remove(task)) {
      // Came into the queue behind the last one that was taken out of it.
      task.fail(closedFailure());
    }
    return task.future;
  }

  private StoreException closedFailure() {
    return new StoreException(Kind.UNAVAILABLE, file + ": the store is closed");
  }

  private void run() {
    try {
      List<Task<?>> round = new ArrayList<>(ROUND_MAX);
      while (take(round)) {
        commitTogether(round);
        round.clear();
      }
      commitTogether(round);
    } finally {
      end();
    }
  }

  /**
   * Waits for work and takes all that is there, up to a bound.
   *
   * @return whether more may follow
   */
  private boolean take(List<Task<?>> round) {
    try {
      round.add(waiting.take());
    } catch (InterruptedException e) {
      // Only work done here can have asked for it, and nobody's work ends everybody's writing.
      LOG.warn("The store's thread was interrupted; it goes on");
    }
    waiting.drainTo(round, ROUND_MAX - round.size());
    return !round.removeIf(task -> task.work == null);
  }

  private void commitTogether(List<Task<?>> round) {
    if (round.isEmpty()) {
      return;
    }
    try {
      execute("BEGIN IMMEDIATE");
      for (Task<?> task : round) {
        task.run();
      }
      CrashPoint.reach("before-commit");
      execute("COMMIT");
      CrashPoint.reach("after-commit");
    } catch (SQLException e) {
      fail(round, Store.failed("writing", file, e));
      return;
    } catch (RuntimeException | Error e) {
      fail(round, new StoreException(Kind.UNAVAILABLE, "writing " + file + ": " + e, e));
      return;
    }
    round.forEach(Task::complete);
  }

  /** Not a part of the round may stay: each of its pieces is told that nothing was written. */
  private void fail(List<Task<?>> round, StoreException failure) {
    transaction.takeAfterCommit();
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has already rolled back by itself, as it does when the disk is full.
      LOG.debug("No transaction to roll back: {}", e.getMessage());
    }
    LOG.error("{}", failure.getMessage());
    round.forEach(task -> task.fail(failure));
  }

  private void execute(String sql) throws SQLException {
    transaction.update(sql);
  }

  private void end() {
    closed = true;
    ended = true;
    List<Task<?>> late = new ArrayList<>();
    waiting.drainTo(late);
    late.forEach(task -> task.fail(closedFailure()));
    try (connection;
        Statement statement = connection.createStatement()) {
      // What the next start would have to read from the log is put into the file itself.
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      LOG.error("{}", Store.failed("closing", file, e).getMessage());
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      boolean interrupted = false;
      while (true) {
        try {
          waiting.put(new Task<>(null));
          thread.join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A piece of work, what became of it, and who waits for that. */
  private final class Task<T> {
    final Work<T> work;
    final CompletableFuture<T> future = new CompletableFuture<>();
    private T result;
    private Throwable failure;
    private List<Runnable> afterCommit = List.of();

    Task(Work<T> work) {
      this.work = work;
    }

    /** Throws only what concerns the whole round. */
    void run() throws SQLException {
      execute("SAVEPOINT work");
      try {
        result = work.run(transaction);
        afterCommit = transaction.takeAfterCommit();
      } catch (SQLException | RuntimeException | Error e) {
        transaction.takeAfterCommit();
        failure = e instanceof SQLException sql ? Store.failed("writing", file, sql) : e;
        undo(e);
      }
      execute("RELEASE work");
    }

    /**
     * After a full disk, or one that cannot be read or written, SQLite has ended the transaction by
     * itself: there is nothing to go back to, and what was done before this work is gone too.
     */
    private void undo(Throwable cause) throws SQLException {
      try {
        execute("ROLLBACK TO work");
      } catch (SQLException e) {
        SQLException first = cause instanceof SQLException sql ? sql : e;
        if (first != e) {
          first.addSuppressed(e);
        }
        throw first;
      }
    }

    void complete() {
      for (Runnable task : afterCommit) {
        try {
          task.run();
        } catch (RuntimeException | Error e) {
          LOG.error("What should follow a commit failed", e);
        }
      }
      if (failure == null) {
        finish(() -> future.complete(result));
      } else {
        fail(failure);
      }
    }

    void fail(Throwable cause) {
      finish(() -> future.completeExceptionally(cause));
    }

    /** Whoever waits must not end the thread that writes, whatever is thrown there. */
    private void finish(Runnable completion) {
      try {
        completion.run();
      } catch (RuntimeException | Error e) {
        LOG.error("Whoever waited for the store failed", e);
      }
    }
  }
}
