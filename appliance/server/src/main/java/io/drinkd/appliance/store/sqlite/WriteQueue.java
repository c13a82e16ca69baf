package io.drinkd.appliance.store.sqlite;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work that waits to be written, and whether a sync is under way: all that callers, the thread
 * that writes and the thread that syncs share. Safe for all of them.
 */
final class WriteQueue {

  private static final Logger LOG = LoggerFactory.getLogger(WriteQueue.class);

  /** More waiting work than this is refused, so that memory stays bounded. */
  private static final int WAITING_MAX = 20_000;

  private final Path file;
  private final LongConsumer commits;

  // Guarded by this.
  private final Queue<WriteTask<?>> waiting = new ArrayDeque<>();
  private boolean closed;
  private Optional<StoreException> broken = Optional.empty();
  private boolean syncing;
  private long commitBeganNanos;
  private CompletableFuture<Void> durable = CompletableFuture.completedFuture(null);

  /**
   * @param file the books, for messages
   * @param commits gets how many nanoseconds each commit took until it was on disk
   */
  WriteQueue(Path file, LongConsumer commits) {
    this.file = file;
    this.commits = commits;
  }

  /** Accepts a task, or returns why not. */
  synchronized Optional<StoreException> offer(WriteTask<?> task) {
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
   * The same for a task that shows whether the queue is worked off, however full or broken it is.
   */
  void offerAlways(WriteTask<?> task) {
    synchronized (this) {
      if (!closed) {
        waiting.add(task);
        notifyAll();
        return;
      }
    }
    task.future().fail(closedFailure());
  }

  /** Whether no work waits. */
  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Waits for the first work of a batch; empty if the store is closed. */
  synchronized List<WriteTask<?>> first(int most) {
    while (waiting.isEmpty() && !closed) {
      awaitChange();
    }
    return take(most);
  }

  /** More work for the open batch while the previous one is being synced; then none. */
  synchronized List<WriteTask<?>> more(int most) {
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
      warnOfInterrupt();
    }
  }

  /** Only work run on the writing thread can have interrupted it, and must not end all writing. */
  void warnOfInterrupt() {
    // What to do: nothing; report it as a fault if it happens again.
    LOG.warn("write thread of the store interrupted; it continues");
  }

  /**
   * Completes when everything committed by now is on disk; only then may what was read of it be
   * shown.
   */
  synchronized CompletableFuture<Void> durable() {
    return durable;
  }

  /**
   * A commit begins. Marked before it, so that no reader takes what is committed for being on disk.
   *
   * @throws StoreException if nothing may be written any more
   */
  synchronized void beginSync() {
    if (broken.isPresent()) {
      throw broken.get();
    }
    syncing = true;
    commitBeganNanos = System.nanoTime();
    durable = new CompletableFuture<>();
  }

  /** A sync has ended. After a failed one the disk's content is unknown: no writes follow. */
  void synced(Optional<StoreException> failure) {
    List<WriteTask<?>> refused;
    CompletableFuture<Void> done;
    synchronized (this) {
      if (syncing && failure.isEmpty()) {
        commits.accept(System.nanoTime() - commitBeganNanos);
      }
      syncing = false;
      refused = failure.map(this::breakDown).orElse(List.of());
      done = durable;
      notifyAll();
    }
    refused.forEach(task -> task.future().fail(failure.orElseThrow()));
    done.complete(null);
  }

  /** From now on nothing is written; work that is not committed yet fails. */
  void refuse(StoreException why) {
    List<WriteTask<?>> refused;
    synchronized (this) {
      refused = breakDown(why);
    }
    refused.forEach(task -> task.future().fail(why));
  }

  /** Called with the lock held. The first reason stays; returns the work that now fails. */
  private List<WriteTask<?>> breakDown(StoreException why) {
    broken = broken.or(() -> Optional.of(why));
    return take(WAITING_MAX);
  }

  /** No more work is accepted; what waits is still done. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Nobody will do any more work; what still waits fails. */
  void end() {
    close();
    List<WriteTask<?>> late;
    synchronized (this) {
      late = take(WAITING_MAX);
    }
    late.forEach(task -> task.future().fail(closedFailure()));
  }

  private StoreException closedFailure() {
    return new StoreException(Kind.UNAVAILABLE, file + ": the store is closed");
  }
}
