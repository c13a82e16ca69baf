package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.ThreadEnd;
import io.drinkd.appliance.store.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Each batch takes all waiting work, up to a bound, and commits it at
 * once (group commit): the wait for the disk is the same whatever its size. Under load that wait is
 * the {@link SyncThread}'s; as long as it lasts the next batch stays open and accepts more work.
 */
final class WriteThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WriteThread.class);

  /** Nothing waits longer than a commit of so many takes. */
  private static final int BATCH_MAX = 512;

  private final Path file;
  private final Connection connection;
  private final SqliteTransaction transaction;
  private final LogSync log;
  private final LogCheckpoint checkpoint;
  private final WriteQueue queue;
  private final SyncThread syncThread;
  private final Thread thread;

  /** Why writing fails, as was logged; empty if it does not. Only for the thread. */
  private String failing = "";

  /**
   * @param log closed with this
   * @param commits gets how many nanoseconds each commit took until it was on disk
   */
  WriteThread(Path file, LogSync log, LongConsumer commits) {
    this.file = file;
    this.log = log;
    try {
      this.connection = StoreFile.openForWriting(file);
    } catch (SQLException e) {
      throw SqliteStore.failed("opening", file, e);
    }
    this.transaction = new SqliteTransaction(connection);
    this.queue = new WriteQueue(file, commits);
    this.checkpoint = new LogCheckpoint(file, queue::refuse);
    this.syncThread = new SyncThread(file, log, queue::synced);
    this.thread = new Thread(this::run, "store");
    thread.start();
  }

  <T> CompletableFuture<T> submit(Work<T> work) {
    WriteTask<T> task = new WriteTask<>(file, work);
    queue.offer(task).ifPresent(task.future()::fail);
    return task.future();
  }

  /** Completes when this thread has committed nothing, and has waited for the disk or failed. */
  CompletableFuture<Void> progress() {
    WriteTask<Void> nothing = new WriteTask<>(file, tx -> null);
    queue.offerAlways(nothing);
    return nothing.future().handle((done, failure) -> null);
  }

  /**
   * Completes when everything committed by now is on disk; only then may what was read of it be
   * shown.
   */
  CompletableFuture<Void> durable() {
    return queue.durable();
  }

  /** From now on nothing is written; work that is not committed yet fails. */
  void refuse(StoreException why) {
    queue.refuse(why);
  }

  private void run() {
    try {
      List<WriteTask<?>> first = queue.first(BATCH_MAX);
      while (!first.isEmpty()) {
        commitTogether(first);
        checkpoint.betweenBatches(transaction, log.size());
        first = queue.first(BATCH_MAX);
      }
    } finally {
      end();
    }
  }

  private void commitTogether(List<WriteTask<?>> first) {
    List<WriteTask<?>> batch = new ArrayList<>(first);
    long before = changesWhileFailing();
    try {
      execute("BEGIN IMMEDIATE");
      int done = 0;
      boolean failed = false;
      while (done < batch.size()) {
        for (; done < batch.size(); done++) {
          failed = run(batch, done, failed);
        }
        batch.addAll(queue.more(BATCH_MAX - batch.size()));
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
    // Committing nothing, as the watchdog does, succeeds on a full disk too.
    if (changesWhileFailing() > before) {
      // What to do: nothing; what was asked for meanwhile was refused.
      LOG.info("{} can be written again", file);
      failing = "";
    }
    confirm(batch);
  }

  /** How many rows were changed so far; 0 while nothing fails, when nobody asks. */
  private long changesWhileFailing() {
    try {
      return failing.isEmpty()
          ? 0
          : transaction.first("SELECT total_changes()", row -> row.getLong(1)).orElseThrow();
    } catch (SQLException e) {
      return 0;
    }
  }

  /**
   * Another thread syncs, so that the next batch is executed meanwhile. Waking it, and being woken
   * by it, is a waste where nobody else wants to write.
   */
  private void confirm(List<WriteTask<?>> batch) {
    if (batch.size() == 1 && queue.isEmpty()) {
      // Work or a callback run here may have set it; it would close the log in mid-sync.
      if (Thread.interrupted()) {
        queue.warnOfInterrupt();
      }
      syncThread.confirmHere(batch);
    } else {
      syncThread.confirm(batch);
    }
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
    queue.beginSync();
    boolean committed = false;
    try {
      execute("COMMIT");
      committed = true;
    } finally {
      if (!committed) {
        queue.synced(Optional.empty());
      }
    }
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
    if (!failing.equals(failure.getMessage())) {
      failing = failure.getMessage();
      // What to do: free disk space, or let the user of drinkd write the data folder; what was
      // asked for was refused.
      LOG.error("write failed: {}", failing);
    }
    batch.forEach(task -> task.future().fail(failure));
  }

  private void execute(String sql) throws SQLException {
    transaction.update(sql);
  }

  private void end() {
    syncThread.close();
    queue.end();
    checkpoint.close();
    try (connection;
        log;
        Statement statement = connection.createStatement()) {
      // Otherwise the next start would have to read the log.
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      // What to do: replace the disk if it happens again; nothing is lost, the next start reads
      // what was committed.
      LOG.error(
          "closing the books failed: {}", SqliteStore.failed("closing", file, e).getMessage());
    } catch (IOException e) {
      // What to do: replace the disk if it happens again; nothing is lost, the next start reads
      // what was committed.
      LOG.error("closing {} failed: {}", file, FileFailure.reason(e));
    }
  }

  @Override
  public void close() {
    queue.close();
    ThreadEnd.await(thread);
  }
}
