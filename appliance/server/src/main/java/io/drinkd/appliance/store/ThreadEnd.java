package io.drinkd.appliance.store;

/** The end of a thread of a store, which whoever closes the store waits for. */
public final class ThreadEnd {

  private ThreadEnd() {}

  /** Waits until the thread has ended, also if the caller is interrupted meanwhile. */
  public static void await(Thread thread) {
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
