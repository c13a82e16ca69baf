package io.drinkd.appliance.crash;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Where the customers wait while the appliance is down, and where the test waits for them. */
final class WaitingCustomers {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The appliance runs and can be reached: for the how manyth time, and where. */
  record Opening(int number, int port) {}

  private final int customers;
  private Optional<Opening> opening = Optional.empty();
  private int outside;
  private boolean lastOrders;

  /**
   * @param customers how many there are; each calls {@link #awaitOpening} until there is none
   */
  WaitingCustomers(int customers) {
    this.customers = customers;
  }

  synchronized void open(int port) {
    opening = Optional.of(new Opening(opening.map(Opening::number).orElse(0) + 1, port));
    notifyAll();
  }

  /** From now on nobody asks for anything new. */
  synchronized void callLastOrders() {
    lastOrders = true;
    notifyAll();
  }

  synchronized boolean isLastOrders() {
    return lastOrders;
  }

  /** Waits for an opening later than the one of that number. */
  synchronized Opening awaitOpening(int after) {
    outside++;
    notifyAll();
    await(() -> opening.isPresent() && opening.get().number() > after, "an opening");
    outside--;
    return opening.orElseThrow();
  }

  /** A customer goes home. */
  synchronized void leave() {
    outside++;
    notifyAll();
  }

  /** Waits until no customer is inside or on the way in or out. */
  synchronized void awaitAllOutside() {
    await(() -> outside == customers, "all customers outside");
  }

  /** Waits a moment where there is nothing to be had, so that nobody asks in circles. */
  synchronized void linger(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void await(BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (leftMillis <= 0) {
        throw new IllegalStateException("not within " + PATIENCE + ": " + what);
      }
      linger(leftMillis);
    }
  }

  private static IllegalStateException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting", cause);
  }
}
