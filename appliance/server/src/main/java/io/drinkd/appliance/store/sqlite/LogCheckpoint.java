package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps SQLite's log short. A checkpoint copies it into the file and syncs both; once all of it is
 * copied and nobody reads from it, the next commit begins it anew, and cuts it to its size.
 *
 * <p>Copying is done by a thread and a connection of its own while writing continues. It never
 * copies all of it then, because the log grows meanwhile; the short rest is copied by the writing
 * thread between two batches. Where the disk or the processors are too slow for both, writing waits
 * for the copy.
 *
 * <p>A reader keeps the log as it was when its snapshot began, so none of ours holds one while it
 * waits for somebody. If another program does, the log grows, and shrinks once that ends.
 *
 * @see <a href="https://www.sqlite.org/wal.html#checkpointing">checkpoints</a>
 */
final class LogCheckpoint implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogCheckpoint.class);

  /** A log that is longer is copied, and cut to this. */
  static final int LOG_BYTES = 16 << 20;

  /** With a longer log, writing waits for the copy that is under way. */
  private static final int LOG_MAX_BYTES = 48 << 20;

  /** If a reader keeps the log from beginning anew, so much later the next attempt is made. */
  private static final int AGAIN_BYTES = 2 << 20;

  /** Hardly costs the writing thread more than the two syncs that it takes in any case. */
  private static final int REST_PAGES = 256;

  /** Each pass copies what was written during the one before. */
  private static final int PASSES_MAX = 4;

  private enum Stage {
    IDLE,
    COPYING,
    REST
  }

  private final Path file;
  private final Consumer<StoreException> refuse;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "store-checkpoint"));
  private volatile Stage stage = Stage.IDLE;
  private volatile boolean failing;
  // Of the writing thread.
  private long dueBytes = LOG_BYTES;
  private CompletableFuture<Void> copying = CompletableFuture.completedFuture(null);

  /**
   * @param refuse called if nothing may be written any more, because a sync has failed
   */
  LogCheckpoint(Path file, Consumer<StoreException> refuse) {
    this.file = file;
    this.refuse = refuse;
  }

  /**
   * Looks whether the log has become too long. Called by the writing thread between two batches.
   *
   * @param writer has no transaction now
   * @param logBytes the size of the log
   */
  void betweenBatches(SqliteTransaction writer, long logBytes) {
    if (logBytes > LOG_MAX_BYTES) {
      copying.join();
    }
    if (logBytes <= LOG_BYTES) {
      dueBytes = LOG_BYTES;
      if (stage == Stage.REST) {
        stage = Stage.IDLE;
      }
    } else if (stage == Stage.REST) {
      copyRest(writer);
      dueBytes = logBytes + AGAIN_BYTES;
      stage = Stage.IDLE;
    } else if (stage == Stage.IDLE && logBytes > dueBytes) {
      stage = Stage.COPYING;
      copying = CompletableFuture.runAsync(this::copy, executor).exceptionally(this::fault);
    }
  }

  private void copyRest(SqliteTransaction writer) {
    try {
      copied(writer);
    } catch (SQLException e) {
      failed(e);
    }
  }

  private void copy() {
    try (Connection connection = StoreFile.openForWriting(file)) {
      SqliteTransaction checkpoints = new SqliteTransaction(connection);
      long before = 0;
      long now = copied(checkpoints);
      for (int pass = 1; pass < PASSES_MAX && now - before > REST_PAGES; pass++) {
        before = now;
        now = copied(checkpoints);
      }
      failing = false;
    } catch (SQLException e) {
      failed(e);
    }
    stage = Stage.REST;
  }

  private Void fault(Throwable fault) {
    // What to do: report it as a fault; until it is mended the log beside the books grows.
    LOG.error("checkpoint failed", fault);
    stage = Stage.REST;
    return null;
  }

  /** Copies as much as no reader needs, and returns how many pages of the log are copied by now. */
  private static long copied(SqliteTransaction checkpoints) throws SQLException {
    return checkpoints.first("PRAGMA wal_checkpoint(PASSIVE)", row -> row.getLong(3)).orElseThrow();
  }

  /**
   * After a failed sync nobody knows what is on disk; after any other failure it is tried again.
   */
  void failed(SQLException e) {
    String message = SqliteStore.failed("copying the log into", file, e).getMessage();
    if (String.valueOf(e.getMessage()).contains("FSYNC")) {
      String consequence = ". No more writes are accepted; check the disk, then restart drinkd.";
      // What to do: replace the disk, then restart drinkd; until then nothing is written and no
      // order
      // leaves.
      LOG.error("checkpoint failed: {}{}", message, consequence);
      refuse.accept(new StoreException(Kind.UNAVAILABLE, message + consequence, e));
    } else if (!failing) {
      // What to do: free space on the disk, or replace it; it is tried again, and until it succeeds
      // the log beside the books grows.
      LOG.error("checkpoint failed: {}", message);
    }
    failing = true;
  }

  /** Returns once no checkpoint is under way; none begins any more. */
  @Override
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
