package io.drinkd.appliance.drop;

import io.drinkd.appliance.config.DurationText;
import io.drinkd.appliance.config.InDoubtSettings;
import io.drinkd.appliance.config.InDoubtSettings.Policy;
import io.drinkd.appliance.drop.InDoubtDrops.Decision;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.driver.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends drops in doubt after a time, where the house has decided that this is to be. What counts is
 * the time for which the appliance has run meanwhile: a clock that jumps ends none too early.
 */
public final class InDoubtPolicy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InDoubtPolicy.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final InDoubtDrops inDoubtDrops;
  private final InDoubtSettings settings;
  private final Timers timers;
  private Optional<Timers.Timer> next = Optional.empty();
  private long lookedNanos;
  private boolean closed;

  /** Looks every minute, unless drops in doubt are to be kept. */
  public InDoubtPolicy(InDoubtDrops inDoubtDrops, InDoubtSettings settings, Timers timers) {
    this.inDoubtDrops = inDoubtDrops;
    this.settings = settings;
    this.timers = timers;
    this.lookedNanos = timers.nanoTime();
    if (settings.policy() != Policy.KEEP) {
      lookLater();
    }
  }

  private synchronized void lookLater() {
    if (!closed) {
      next = Optional.of(timers.after(LOOK_EVERY, () -> look().thenRun(this::lookLater)));
    }
  }

  private CompletableFuture<Void> look() {
    long now = timers.nanoTime();
    Duration elapsed = Duration.ofNanos(now - lookedNanos);
    lookedNanos = now;
    Decision decision = settings.policy() == Policy.CHARGE ? Decision.DROPPED : Decision.REFUNDED;
    String reason = "nobody decided within " + DurationText.of(settings.after()) + ": policy";
    return inDoubtDrops
        .age(elapsed, settings.after(), decision, reason)
        .handle(
            (ended, failure) -> {
              if (failure instanceof StoreException) {
                // What to do: free space on the disk, or replace it; it is tried again.
                LOG.error(
                    "resolving drops in doubt by the policy failed: {}", failure.getMessage());
              } else if (failure != null) {
                // What to do: report it as a fault; it is tried again.
                LOG.error("resolving drops in doubt by the policy failed", failure);
              } else if (ended > 0) {
                LOG.info("{} drops in doubt resolved as {}: {}", ended, decision, reason);
              }
              return null;
            });
  }

  @Override
  public synchronized void close() {
    closed = true;
    next.ifPresent(Timers.Timer::cancel);
  }
}
