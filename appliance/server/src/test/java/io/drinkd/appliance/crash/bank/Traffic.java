package io.drinkd.appliance.crash.bank;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets members ask for things, or not, so that the books can be compared while nothing moves. */
final class Traffic {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private boolean open;
  private boolean ended;
  private int inside;

  /** Waits until members may ask; false once that is over for good. */
  synchronized boolean enter() {
    while (!open && !ended) {
      await(TimeUnit.SECONDS.toMillis(1));
    }
    inside += ended ? 0 : 1;
    return !ended;
  }

  synchronized void leave() {
    inside--;
    notifyAll();
  }

  synchronized boolean isOpen() {
    return open;
  }

  synchronized void open() {
    open = true;
    notifyAll();
  }

  /** From now on nobody asks for anything new; waits until all have their answers. */
  synchronized void close() {
    open = false;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (inside > 0) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(inside + " members wait in vain");
      }
      await(TimeUnit.SECONDS.toMillis(1));
    }
  }

  synchronized void end() {
    open = false;
    ended = true;
    notifyAll();
  }

  synchronized boolean isEnded() {
    return ended;
  }

  /** Waits a moment where there is nothing to be had, so that nobody asks in circles. */
  synchronized void linger(long millis) {
    await(millis);
  }

  private void await(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
