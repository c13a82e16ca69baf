package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.appliance.store.jdbc.WriteTask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The work that waits to be written, and whether any is accepted. Safe for threads. */
final class BatchQueue {

  /** More waiting work than this is refused, so that memory stays bounded. */
  private static final int WAITING_MAX = 20_000;

  private final BankAddress address;

  // Guarded by this.
  private final Queue<WriteTask<?>> waiting = new ArrayDeque<>();
  private boolean closed;
  private boolean ended;
  private boolean woken;
  private CompletableFuture<Void> passing = new CompletableFuture<>();
  private Optional<StoreException> refused = Optional.empty();

  BatchQueue(BankAddress address) {
    this.address = address;
  }

  /** Accepts a task, or returns why not. */
  synchronized Optional<StoreException> offer(WriteTask<?> task) {
    if (closed) {
      return Optional.of(closedFailure());
    }
    if (refused.isPresent()) {
      return refused;
    }
    if (waiting.size() >= WAITING_MAX) {
      return Optional.of(
          new StoreException(
              Kind.UNAVAILABLE,
              "the bank "
                  + address
                  + ": more than "
                  + WAITING_MAX
                  + " writes are waiting; try again later"));
    }
    waiting.add(task);
    notifyAll();
    return Optional.empty();
  }

  /** Why no work is accepted; empty if it is. */
  synchronized Optional<StoreException> refused() {
    return closed ? Optional.of(closedFailure()) : refused;
  }

  /** From now on work is accepted. */
  synchronized void accept() {
    refused = Optional.empty();
  }

  /** From now on work is refused, and what waits fails. */
  void refuse(StoreException why) {
    List<WriteTask<?>> late;
    synchronized (this) {
      refused = Optional.of(why);
      late = take(WAITING_MAX);
    }
    late.forEach(task -> task.fail(why));
  }

  /**
   * The first work of a batch; empty if none came in time, or the store is closed, or it is to be
   * found out what others have written.
   *
   * @param millis how long to wait for it
   */
  synchronized List<WriteTask<?>> first(int most, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (waiting.isEmpty() && !closed && !woken) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        break;
      }
      pause(left);
    }
    woken = false;
    return take(most);
  }

  /** Others have written something: the thread that writes does not wait for work any longer. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** Completes at the next {@link #passed}. */
  synchronized CompletableFuture<Void> passing() {
    return ended ? CompletableFuture.completedFuture(null) : passing.copy();
  }

  /** The thread that writes has come by. */
  void passed() {
    CompletableFuture<Void> done;
    synchronized (this) {
      done = passing;
      passing = new CompletableFuture<>();
    }
    done.complete(null);
  }

  /** The thread that writes comes by no more. */
  void end() {
    close();
    synchronized (this) {
      ended = true;
    }
    passed();
    refuse(closedFailure());
  }

  /** Waits, whatever work there is. */
  synchronized void pause(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      // Only work run on the writing thread can have caused it, and must not end all writing.
      Thread.interrupted();
    }
  }

  private List<WriteTask<?>> take(int most) {
    List<WriteTask<?>> taken = new ArrayList<>();
    while (taken.size() < most && !waiting.isEmpty()) {
      taken.add(waiting.remove());
    }
    return taken;
  }

  /** Whether no more work is accepted, and none waits. */
  synchronized boolean isDone() {
    return closed && waiting.isEmpty();
  }

  /** No more work is accepted; what waits is still done. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private StoreException closedFailure() {
    return new StoreException(Kind.UNAVAILABLE, "the bank " + address + ": the store is closed");
  }
}
