package io.drinkd.appliance.machine;

import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.link.BoardMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What happened on a machine's link, and to its orders, since the appliance was started. */
public final class LinkHistory {

  private final AtomicLong made = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final AtomicLong garbage = new AtomicLong();
  private volatile Optional<Instant> statusSince = Optional.empty();
  private volatile Optional<Instant> connectedSince = Optional.empty();
  private volatile Optional<Instant> lastMessage = Optional.empty();

  LinkHistory() {}

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
      garbage.incrementAndGet();
    }
  }

  void orderEnded(DropOutcome outcome) {
    if (outcome instanceof DropOutcome.Dropped) {
      made.incrementAndGet();
    } else if (outcome instanceof DropOutcome.Refused) {
      refused.incrementAndGet();
    } else if (outcome instanceof DropOutcome.Unknown) {
      unanswered.incrementAndGet();
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
    return made.get();
  }

  /** How many orders the board has refused. */
  public long refused() {
    return refused.get();
  }

  /** How many orders were not answered in time. */
  public long unanswered() {
    return unanswered.get();
  }

  /** How many malformed messages the board has sent, by a loose plug or a fault of its own. */
  public long garbage() {
    return garbage.get();
  }
}
