package io.drinkd.appliance.machine;

import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.link.BoardMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What happened on a machine's link, and to its orders, since the appliance was started; the orders
 * are counted on when the machine's board is reached in another way.
 */
public final class LinkHistory {

  private record Counts(
      AtomicLong made, AtomicLong refused, AtomicLong unanswered, AtomicLong garbage) {

    Counts() {
      this(new AtomicLong(), new AtomicLong(), new AtomicLong(), new AtomicLong());
    }
  }

  private final Counts counts;
  private volatile Optional<Instant> statusSince = Optional.empty();
  private volatile Optional<Instant> connectedSince = Optional.empty();
  private volatile Optional<Instant> lastMessage = Optional.empty();

  /** Of a machine that was not there before. */
  LinkHistory() {
    counts = new Counts();
  }

  /** Of one that was: an order that is still in flight on the old link counts here too. */
  LinkHistory(LinkHistory before) {
    counts = before.counts;
  }

  void statusChanged(MachineStatus status, Instant now) {
    statusSince = Optional.of(now);
    if (status == MachineStatus.DOWN || status == MachineStatus.WAITING) {
      connectedSince = Optional.empty();
    } else if (connectedSince.isEmpty()) {
      connectedSince = Optional.of(now);
    }
  }

  void messageReceived(Object message, Instant now) {
    lastMessage = Optional.of(now);
    if (message instanceof BoardMessage.Garbage) {
      counts.garbage.incrementAndGet();
    }
  }

  void orderEnded(DropOutcome outcome) {
    if (outcome instanceof DropOutcome.Dropped) {
      counts.made.incrementAndGet();
    } else if (outcome instanceof DropOutcome.Refused) {
      counts.refused.incrementAndGet();
    } else if (outcome instanceof DropOutcome.Unknown) {
      counts.unanswered.incrementAndGet();
    }
  }

  /** Since when it has its present status; empty if it has never changed. */
  public Optional<Instant> statusSince() {
    return statusSince;
  }

  /** Since when the board is linked and logged in; empty if it is not. */
  public Optional<Instant> connectedSince() {
    return connectedSince;
  }

  /** When the board last sent a message; empty if it never did. */
  public Optional<Instant> lastMessage() {
    return lastMessage;
  }

  /** How many orders the board has carried out. */
  public long made() {
    return counts.made.get();
  }

  /** How many orders the board has refused. */
  public long refused() {
    return counts.refused.get();
  }

  /** How many orders were not answered in time. */
  public long unanswered() {
    return counts.unanswered.get();
  }

  /** How many malformed messages the board has sent, by a loose plug or a fault of its own. */
  public long garbage() {
    return counts.garbage.get();
  }
}
