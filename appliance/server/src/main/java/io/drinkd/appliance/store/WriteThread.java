package io.drinkd.appliance.store;

import io.drinkd.appliance.store.Store.Work;
import io.drinkd.appliance.store.StoreException.Kind;
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
 * The one thread that writes. Each round takes all that waits, up to a bound, and commits it at
 * once (group commit): the wait for the disk is the same however much is in it. That wait is the
 * {@link SyncThread}'s; as long as it lasts the next round stays open and takes what comes.
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
      throw Store.failed("opening", file, e);
    }
    this.transaction = new Transaction(connection);
    this.syncThread = new SyncThread(file, log, this::synced);
    this.thread = new Thread(this::run, "store");
    thread.start();
  }

  <T> CompletableFuture<T> submit(Work<T> work) {
    WriteTask<T> task = new WriteTask<>(work, file);
    offer(task).ifPresent(task::fail);
    return task.future();
  }

  /** Takes a task in, or says why not. */
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
              Kind.UNAVAILABLE, file + ": more than " + WAITING_MAX + " writes wait; try again"));
    }
    waiting.add(task);
    notifyAll();
    return Optional.empty();
  }

  /**
   * Completes when the disk is done with all that is committed by now; whoever has read it may then
   * tell it.
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

  /** Waits for the first work of a round; empty if none will come any more. */
  private synchronized List<WriteTask<?>> first() {
    while (waiting.isEmpty() && !closed) {
      awaitChange();
    }
    return take(ROUND_MAX);
  }

  /** More for the open round, as long as the disk is busy with the one before; then none. */
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
      // Only work done here can have asked for it, and nobody's work ends everybody's writing.
      LOG.warn("The store's thread was interrupted; it goes on");
    }
  }

  private void commitTogether(List<WriteTask<?>> first) {
    List<WriteTask<?>> round = new ArrayList<>(first);
    try {
      execute("BEGIN IMMEDIATE");
      for (List<WriteTask<?>> next = first; !next.isEmpty(); ) {
        for (WriteTask<?> task : next) {
          task.run(transaction);
        }
        next = more(ROUND_MAX - round.size());
        round.addAll(next);
      }
      CrashPoint.reach("before-commit");
      commit();
    } catch (SQLException e) {
      fail(round, Store.failed("writing", file, e));
      return;
    } catch (StoreException e) {
      fail(round, e);
      return;
    } catch (RuntimeException | Error e) {
      fail(round, new StoreException(Kind.UNAVAILABLE, "writing " + file + ": " + e, e));
      return;
    }
    syncThread.confirm(round);
  }

  private void commit() throws SQLException {
    // Reported before, so that nobody who reads what is written takes it for being on disk.
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

  /** The disk is done with a round. If it failed nobody knows what is on it: nothing follows. */
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

  /** From now on nothing more is written; what is not committed yet is told why. */
  void refuse(StoreException why) {
    List<WriteTask<?>> refused;
    synchronized (this) {
      refused = breakDown(why);
    }
    refused.forEach(task -> task.fail(why));
  }

  /** Called with the lock held. The first reason stays; answers what waits in vain. */
  private List<WriteTask<?>> breakDown(StoreException why) {
    broken = broken.or(() -> Optional.of(why));
    return take(WAITING_MAX);
  }

  /** Not a part of the round may stay: each of its pieces is told that nothing was written. */
  private void fail(List<WriteTask<?>> round, StoreException failure) {
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
    syncThread.close();
    refuseLate().forEach(task -> task.fail(closedFailure()));
    try (connection;
        log;
        Statement statement = connection.createStatement()) {
      // What the next start would have to read from the log is put into the file itself.
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      LOG.error("{}", Store.failed("closing", file, e).getMessage());
    } catch (IOException e) {
      LOG.error("closing {}: {}", file, e.getMessage());
    }
  }

  /** Whatever ends this thread, nobody waits for it any more. */
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
