package io.drinkd.appliance.store;

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
 * The thread that waits for the disk. It gets one committed round at a time, has the log put on
 * disk, and tells whoever waits for that round; meanwhile the next one is already being worked on.
 */
final class SyncThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SyncThread.class);

  private final Path file;
  private final LogSync log;
  private final Consumer<Optional<StoreException>> done;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "store-sync"));

  /**
   * @param done told when the disk is done with a round, whether it went well, before whoever waits
   *     for the round; called on this thread
   */
  SyncThread(Path file, LogSync log, Consumer<Optional<StoreException>> done) {
    this.file = file;
    this.log = log;
    this.done = done;
  }

  /** Takes a round that is committed; the disk is done with the one before it. */
  void confirm(List<WriteTask<?>> round) {
    executor.execute(() -> confirmNow(round));
  }

  private void confirmNow(List<WriteTask<?>> round) {
    Optional<StoreException> failure = failure();
    done.accept(failure);
    if (failure.isEmpty()) {
      CrashPoint.reach("after-commit");
      round.forEach(WriteTask::complete);
    } else {
      LOG.error("{}", failure.get().getMessage());
      round.forEach(task -> task.fail(failure.get()));
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
                  + ": the disk does not confirm what was written: "
                  + e.getMessage()
                  + ". Nothing more is written; see to the disk, then start drinkd again.",
              e));
    }
  }

  /** Ends after the round at hand. */
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
