package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.Transaction;
import io.drinkd.appliance.store.Work;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that reads what is committed, so that long lists never delay a write. */
final class ReadThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReadThread.class);
  private static final int WAITING_MAX = 4_096;

  private final Path file;
  private final Connection connection;
  private final Transaction transaction;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_MAX),
          task -> new Thread(task, "store-read"));

  ReadThread(Path file) {
    this.file = file;
    try {
      this.connection = StoreFile.openForReading(file);
    } catch (SQLException e) {
      throw SqliteStore.failed("opening", file, e);
    }
    this.transaction = new SqliteTransaction(connection);
  }

  <T> CompletableFuture<T> submit(Work<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    try {
      executor.execute(() -> run(work, future));
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(
          new StoreException(
              Kind.UNAVAILABLE,
              file
                  + (executor.isShutdown()
                      ? ": the store is closed"
                      : ": more than " + WAITING_MAX + " reads are waiting; try again later")));
    }
    return future;
  }

  private <T> void run(Work<T> work, CompletableFuture<T> future) {
    T result;
    try {
      result = StoreFile.inSnapshot(transaction, work);
    } catch (SQLException e) {
      future.completeExceptionally(SqliteStore.failed("reading", file, e));
      return;
    } catch (RuntimeException | Error e) {
      future.completeExceptionally(e);
      return;
    }
    future.complete(result);
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
        // What to do: nothing; report it as a fault if it happens at each stop.
        LOG.warn("{}: a read still runs after 10 s; closing without it", file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      connection.close();
    } catch (SQLException e) {
      // What to do: nothing, unless it happens again; then replace the disk.
      LOG.error(
          "closing the books failed: {}", SqliteStore.failed("closing", file, e).getMessage());
    }
  }
}
