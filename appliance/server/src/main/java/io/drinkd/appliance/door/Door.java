package io.drinkd.appliance.door;

import io.drinkd.appliance.config.ListenerSettings;
import java.util.concurrent.CompletableFuture;

/** An open listener. */
public interface Door extends AutoCloseable {

  /** The port that is open; the one that the system chose if the settings say 0. */
  int port();

  /** How many connections are open. May be called on any thread. */
  int connections();

  /**
   * Applies other settings to the connections that are opened from now on, at the same host and
   * port and of the same protocol; those that are open keep the settings with which they began.
   *
   * @return false if it cannot: then it stays as it was, and has to be closed and opened again
   */
  boolean change(ListenerSettings settings);

  /**
   * Asks the threads that serve its connections to prove that they do not hang; on any thread.
   *
   * @return completes when each of them has come to it; never, perhaps, once the door is closed. At
   *     once if it has no threads of its own
   */
  default CompletableFuture<Void> progress() {
    return CompletableFuture.completedFuture(null);
  }

  /** Accepts nothing more, ends what is open, and returns when that is done. */
  @Override
  void close();
}
