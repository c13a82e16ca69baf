package io.drinkd.appliance.drop;

import io.drinkd.appliance.store.StoreException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ends of drops that are being written, or could not be so far and are tried again as long as
 * the appliance runs. What is left of them as it ends is known to its log alone. Safe for threads.
 */
public final class UnwrittenEnds {

  private static final Logger LOG = LoggerFactory.getLogger("io.drinkd.drop");

  /**
   * How a drop is to end.
   *
   * @param sent whether its order has left, or is about to
   */
  private record End(boolean sent, DropState state, String reason) {}

  // Guarded by this.
  private final Map<Long, End> ends = new TreeMap<>();
  private CompletableFuture<Void> sentWritten = CompletableFuture.completedFuture(null);

  /** An end is being written: one of these until it is, as nobody else knows it. */
  void add(Ending ending, CompletableFuture<Long> written) {
    long drop = ending.drop().id();
    add(drop, ending.sent(), ending.state(), ending.reason());
    written.whenComplete(
        (available, failure) -> {
          if (!(failure instanceof StoreException)) {
            remove(drop, ending.state());
          }
        });
  }

  /** An end could not be written. */
  synchronized void add(long drop, boolean sent, DropState state, String reason) {
    End end = new End(sent, state, reason);
    // What the board said late is more than that it said nothing in time.
    ends.merge(drop, end, (before, now) -> now.state == DropState.IN_DOUBT ? before : now);
    if (sent && sentWritten.isDone()) {
      sentWritten = new CompletableFuture<>();
    }
  }

  /** An end is written, or is not to be written any more. */
  void remove(long drop, DropState state) {
    CompletableFuture<Void> written;
    synchronized (this) {
      ends.computeIfPresent(drop, (id, end) -> end.state == state ? null : end);
      if (ends.values().stream().anyMatch(End::sent)) {
        return;
      }
      written = sentWritten;
      sentWritten = CompletableFuture.completedFuture(null);
    }
    written.complete(null);
  }

  /** Completes when no end of an order that has left is to be written: nobody else knows it. */
  synchronized CompletableFuture<Void> sentWritten() {
    return sentWritten;
  }

  /** The books are closed: what is left here is not written any more. */
  public synchronized void close() {
    ends.forEach(UnwrittenEnds::logLost);
    ends.clear();
  }

  private static void logLost(long drop, End end) {
    if (end.sent) {
      // What to do: once the drop is in doubt, which it is when its machine has an appliance again,
      // do what the line says; nothing else knows what the board said.
      LOG.warn(
          "drop {}: state {} could not be written until the end: {}; once it is in doubt, {}drinkd"
              + " drop resolve {} {} --reason TEXT",
          drop,
          end.state,
          end.reason,
          end.state == DropState.IN_DOUBT ? "look into the machine, then: " : "",
          drop,
          decision(end.state));
    } else {
      // What to do: nothing, or call it off (CANCEL, or the member's page) before it is sent; the
      // member may have been told that it is in doubt.
      LOG.warn(
          "drop {}: state {} could not be written until the end: {}; its order may leave all the"
              + " same, and it is charged if a can falls",
          drop,
          end.state,
          end.reason);
    }
  }

  private static String decision(DropState state) {
    return switch (state) {
      case DROPPED -> "dropped";
      case IN_DOUBT -> "dropped|refunded";
      default -> "refunded";
    };
  }
}
