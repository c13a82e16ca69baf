package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.JdbcTransaction;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Each batch takes all waiting work, up to a bound, and commits it at
 * once (group commit): the wait for the disk is the same whatever its size. That wait is the {@link
 * SyncThread}'s; as long as it lasts the next batch stays open and accepts more work.
 */
final class WriteThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WriteThread.class);

  /** More waiting work than this is refused, so that memory stays bounded. */
  private static final int WAITING_MAX = 20_000;

  /** Nothing waits longer than a commit of so many takes. */
  private static final int BATCH_MAX = 512;

  private final Path file;
  private final Connection connection;
  private final JdbcTransaction transaction;
  private final LogSync log;
  private final SyncThread syncThread;
  private final Thread thread;

  // Guarded by this.
  private final Queue<WriteTask<?>> waiting = new ArrayDeque<>();
  private boolean closed;
  private Optional<StoreException> broken = Optional.empty();
  private boolean syncing;
  private CompletableFuture<Void> durable = CompletableFuture.completedFuture(null);

  /**
   * @param log closed with this
   */
  WriteThread(Path file, LogSync log) {
    this.file = file;
    this.log = log;
    try {
      this.connection = StoreFile.openForWriting(file);
    } catch (SQLException e) {
      throw SqliteStore.failed("opening", file, e);
    }
    this.transaction = new JdbcTransaction(connection);
    this.syncThread = new SyncThread(file, log, this::synced);
    this.thread = new Thread(this::run, "store");
    thread.start();
  }

  <T> CompletableFuture<T> submit(Work<T> work) {
    WriteTask<T> task = new WriteTask<>(work, file);
    offer(task).ifPresent(task::fail);
    return task.future();
  }

  /** Accepts a task, or returns why not. */
  private synchronized Optional<StoreException> offer(WriteTask<?> task) {
    if (broken.isPresent()) {
      return broken;
    }
    if (closed) {
      return Optional.of(closedFailure());
    }
    if (waiting.size() >= WAITING_MAX) {
      return Optional.of(
          new StoreException(
              Kind.UNAVAILABLE,
              file + ": more than " + WAITING_MAX + " writes are waiting; try again later"));
    }
    waiting.add(task);
    notifyAll();
    return Optional.empty();
  }

  /**
   * Completes when everything committed by now is on disk; only then may what was read of it be
   * shown.
   */
  synchronized CompletableFuture<Void> durable() {
    return durable;
  }

  private void run() {
    try {
      for (List<WriteTask<?>> first = first(); !first.isEmpty(); first = first()) {
        commitTogether(first);
      }
    } finally {
      end();
    }
  }

  /** Waits for the first work of a batch; empty if the store is closed. */
  private synchronized List<WriteTask<?>> first() {
    while (waiting.isEmpty() && !closed) {
      awaitChange();
    }
    return take(BATCH_MAX);
  }

  /** More work for the open batch while the previous one is being synced; then none. */
  private synchronized List<WriteTask<?>> more(int most) {
    while (syncing && (waiting.isEmpty() || most == 0)) {
      awaitChange();
    }
    return syncing ? take(most) : List.of();
  }

  private List<WriteTask<?>> take(int most) {
    List<WriteTask<?>> taken = new ArrayList<>();
    while (taken.size() < most && !waiting.isEmpty()) {
      taken.add(waiting.remove());
    }
    return taken;
  }

  private void awaitChange() {
    try {
      wait();
    } catch (InterruptedException e) {
      // Only work run here can have done it, and must not end all writing.
      // What to do: nothing; report it as a fault if it happens again.
      LOG.warn("write thread of the store interrupted; it continues");
    }
  }

  private void commitTogether(List<WriteTask<?>> first) {
    List<WriteTask<?>> batch = new ArrayList<>(first);
    try {
      execute("BEGIN IMMEDIATE");
      int done = 0;
      boolean failed = false;
      while (done < batch.size()) {
        for (; done < batch.size(); done++) {
          failed = run(batch, done, failed);
        }
        batch.addAll(more(BATCH_MAX - batch.size()));
      }
      CrashPoint.reach("before-commit");
      commit();
    } catch (SQLException e) {
      fail(batch, SqliteStore.failed("writing", file, e));
      return;
    } catch (StoreException e) {
      fail(batch, e);
      return;
    } catch (RuntimeException | Error e) {
      fail(batch, new StoreException(Kind.UNAVAILABLE, "writing " + file + " failed: " + e, e));
      return;
    }
    syncThread.confirm(batch);
  }

  /**
   * Does one piece of work. Savepoints cost as much as two of its statements, and hardly anything
   * fails: only once something has failed, what was done before is done again, and from there on
   * each piece has a savepoint.
   *
   * @param failed whether something of the batch has failed before
   * @return whether something has failed by now
   */
  private boolean run(List<WriteTask<?>> batch, int number, boolean failed) throws SQLException {
    WriteTask<?> task = batch.get(number);
    if (failed) {
      task.runApart(transaction);
      return true;
    }
    if (task.run(transaction)) {
      return false;
    }
    task.undo(transaction, "ROLLBACK");
    execute("BEGIN IMMEDIATE");
    for (WriteTask<?> before : batch.subList(0, number)) {
      before.runApart(transaction);
    }
    return true;
  }

  private void commit() throws SQLException {
    // Marked before the commit, so that no reader takes what is committed for being on disk.
    beginSync();
    boolean committed = false;
    try {
      execute("COMMIT");
      committed = true;
    } finally {
      if (!committed) {
        synced(Optional.empty());
      }
    }
  }

  private synchronized void beginSync() {
    if (broken.isPresent()) {
      throw broken.get();
    }
    syncing = true;
    durable = new CompletableFuture<>();
  }

  /** A sync has ended. After a failed one the disk's content is unknown: no writes follow. */
  private void synced(Optional<StoreException> failure) {
    List<WriteTask<?>> refused;
    CompletableFuture<Void> done;
    synchronized (this) {
      syncing = false;
      refused = failure.map(this::breakDown).orElse(List.of());
      done = durable;
      notifyAll();
    }
    refused.forEach(task -> task.fail(failure.orElseThrow()));
    done.complete(null);
  }

  /** From now on nothing is written; work that is not committed yet fails. */
  void refuse(StoreException why) {
    List<WriteTask<?>> refused;
    synchronized (this) {
      refused = breakDown(why);
    }
    refused.forEach(task -> task.fail(why));
  }

  /** Called with the lock held. The first reason stays; returns the work that now fails. */
  private List<WriteTask<?>> breakDown(StoreException why) {
    broken = broken.or(() -> Optional.of(why));
    return take(WAITING_MAX);
  }

  /** Rolls back the whole batch and fails all of its work. */
  private void fail(List<WriteTask<?>> batch, StoreException failure) {
    transaction.takeAfterCommit();
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has already rolled back by itself, as it does when the disk is full.
      LOG.debug("no transaction to roll back: {}", e.getMessage());
    }
    // What to do: free disk space, or let the user of drinkd write the data folder; what was asked
    // for was refused.
    LOG.error("write failed: {}", failure.getMessage());
    batch.forEach(task -> task.fail(failure));
  }

  private void execute(String sql) throws SQLException {
    transaction.update(sql);
  }

  private void end() {
    syncThread.close();
    refuseLate().forEach(task -> task.fail(closedFailure()));
    try (connection;
        log;
        Statement statement = connection.createStatement()) {
      // Otherwise the next start would have to read the log.
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      // What to do: replace the disk if it happens again; nothing is lost, the next start reads
      // what was
      // committed.
      LOG.error(
          "closing the books failed: {}", SqliteStore.failed("closing", file, e).getMessage());
    } catch (IOException e) {
      // What to do: replace the disk if it happens again; nothing is lost, the next start reads
      // what was
      // committed.
      LOG.error("closing {} failed: {}", file, e.getMessage());
    }
  }

  /** Whatever ends this thread, no work waits for it any longer. */
  private synchronized List<WriteTask<?>> refuseLate() {
    closed = true;
    return take(WAITING_MAX);
  }

  private StoreException closedFailure() {
    return new StoreException(Kind.UNAVAILABLE, file + ": the store is closed");
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
