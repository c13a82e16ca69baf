package io.drinkd.appliance.drop;

import io.drinkd.driver.Timers;
import java.time.Duration;

/**
 * The time for which an order waits before it may leave. Whichever comes first, its end or calling
 * the order off, has the order. May be used on any thread.
 */
final class OrderDelay {

  private final Timers timers;
  private final Duration length;
  private boolean running;
  private Runnable over = () -> {};
  private long overNanos;
  private Timers.Timer timer = () -> {};

  OrderDelay(Timers timers, Duration length) {
    this.timers = timers;
    this.length = length;
  }

  /**
   * It runs from now on, but is over only some time after {@link #count}.
   *
   * @param whenOver called then, unless somebody has ended it before
   */
  synchronized void begin(Runnable whenOver) {
    running = true;
    over = whenOver;
    overNanos = timers.nanoTime() + length.toNanos();
  }

  /** Its time counts from now on, unless it has been ended meanwhile. */
  synchronized void count() {
    overNanos = timers.nanoTime() + length.toNanos();
    if (running) {
      await();
    }
  }

  /** It is to run as if it had not been ended. */
  synchronized void resume() {
    running = true;
    await();
  }

  private void await() {
    long left = Math.max(0, overNanos - timers.nanoTime());
    timer = timers.after(Duration.ofNanos(left), over);
  }

  /** Ends it; whether it was this call that did. */
  synchronized boolean end() {
    boolean ended = running;
    running = false;
    timer.cancel();
    return ended;
  }

  synchronized boolean isRunning() {
    return running;
  }
}
