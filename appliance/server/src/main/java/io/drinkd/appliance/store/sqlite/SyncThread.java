package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.CrashPoint;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that waits for the disk. It gets one committed batch at a time, syncs the log, and
 * completes the writes of that batch; meanwhile the next one is already being executed.
 */
final class SyncThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SyncThread.class);

  private final Path file;
  private final LogSync log;
  private final Consumer<Optional<StoreException>> done;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "store-sync"));

  /**
   * @param done called after each sync, with the failure if there was one, before the writes of the
   *     batch complete; on the thread that syncs
   */
  SyncThread(Path file, LogSync log, Consumer<Optional<StoreException>> done) {
    this.file = file;
    this.log = log;
    this.done = done;
  }

  /** Takes a committed batch; the one before it has been synced. */
  void confirm(List<WriteTask<?>> batch) {
    executor.execute(() -> confirmHere(batch));
  }

  /**
   * Does the same on the calling thread; the batch before this one has been synced. Its writes may
   * still be completing: one batch after the other, whatever the thread, for what memory knows of
   * the books is changed by these completions.
   */
  synchronized void confirmHere(List<WriteTask<?>> batch) {
    Optional<StoreException> failure = failure();
    done.accept(failure);
    if (failure.isEmpty()) {
      CrashPoint.reach("after-commit");
      batch.forEach(task -> task.future().show());
    } else {
      // What to do: replace the disk, then restart drinkd; until then nothing is written and no
      // order
      // leaves.
      LOG.error("sync failed: {}", failure.get().getMessage());
      batch.forEach(task -> task.future().fail(failure.get()));
    }
  }

  private Optional<StoreException> failure() {
    try {
      log.toDisk();
      return Optional.empty();
    } catch (IOException | RuntimeException | Error e) {
      return Optional.of(
          new StoreException(
              Kind.UNAVAILABLE,
              file
                  + ": writing to disk (fsync) failed: "
                  + e.getMessage()
                  + ". No more writes are accepted; check the disk, then restart drinkd.",
              e));
    }
  }

  /** Stops after the current batch. */
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
