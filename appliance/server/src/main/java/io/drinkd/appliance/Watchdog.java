package io.drinkd.appliance;

import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports that the process works, as long as its threads prove it: each round they are asked to
 * come to something, and only when all have done so the round counts. That they can do their work,
 * on a full disk for one, is not asked: a restart would not help.
 */
final class Watchdog {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  private final Timers timers;
  private final Duration period;
  private final Supplier<Map<String, CompletableFuture<Void>>> proofs;
  private final Runnable alive;
  private boolean hanging;

  /**
   * @param period the time from round to round
   * @param proofs asks all threads, each under the name of what it serves; the futures complete
   *     when they come to it
   * @param alive called once for each round that counts; on the thread of the timers
   */
  Watchdog(
      Timers timers,
      Duration period,
      Supplier<Map<String, CompletableFuture<Void>>> proofs,
      Runnable alive) {
    this.timers = timers;
    this.period = period;
    this.proofs = proofs;
    this.alive = alive;
  }

  /** Begins a round, and one after each period. Called on the timers' thread, or before them. */
  void round() {
    Map<String, CompletableFuture<Void>> asked = proofs.get();
    CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
        .thenRun(() -> timers.after(Duration.ZERO, alive));
    timers.after(period, () -> next(asked));
  }

  private void next(Map<String, CompletableFuture<Void>> asked) {
    List<String> silent =
        asked.entrySet().stream()
            .filter(one -> !one.getValue().isDone())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!silent.isEmpty() && !hanging) {
      // What to do: nothing; if it lasts, the supervisor has the threads printed and restarts
      // drinkd. Report what was printed as a fault.
      LOG.error(
          "no progress within {} ms: {}; if it lasts, drinkd is restarted",
          period.toMillis(),
          String.join(", ", silent));
    }
    hanging = !silent.isEmpty();
    round();
  }
}
