package io.drinkd.appliance.machine;

import io.drinkd.appliance.store.Owners;
import io.drinkd.driver.Timers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether this appliance may have lost its machines without knowing it, and has the boards
 * follow: their links are closed then, and opened again once it is certain what it owns. The thread
 * of the books cannot do that, as it may be waiting for an answer of the bank. Safe for threads.
 */
public final class UncertainOwner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UncertainOwner.class);

  private static final Duration EVERY = Duration.ofMillis(250);

  private final Machines machines;
  private final Owners owners;
  private final Timers timers;

  // Guarded by this.
  private boolean certain = true;
  private boolean doubtful;
  private Timers.Timer next = () -> {};
  private boolean closed;

  /** Begins now, unless this process has the books to itself. */
  public UncertainOwner(Machines machines, Owners owners, Timers timers) {
    this.machines = machines;
    this.owners = owners;
    this.timers = timers;
    if (owners.areShared()) {
      look();
    }
  }

  private synchronized void look() {
    if (closed) {
      return;
    }
    next = timers.after(EVERY, this::look);
    boolean now = owners.isCertain();
    // Whoever has only just woken up is given the time to find out.
    boolean newly = !now && !doubtful;
    doubtful = !now;
    if (now == certain || newly) {
      return;
    }
    certain = now;
    if (!now && machines.ownIds().stream().anyMatch(owners::owns)) {
      LOG.info(
          "links with all boards closed: the bank is away, and another appliance may own them");
    }
    machines.certain(now);
    if (!now) {
      machines.showUnknown();
    }
  }

  /** Changes nothing any more. */
  @Override
  public synchronized void close() {
    closed = true;
    next.cancel();
  }
}
