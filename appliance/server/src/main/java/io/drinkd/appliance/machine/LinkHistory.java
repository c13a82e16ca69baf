package io.drinkd.appliance.machine;

import io.drinkd.driver.DropOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What became of a machine's link and its orders since the appliance was started. */
public final class LinkHistory {

  private final AtomicLong made = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private volatile Optional<Instant> statusSince = Optional.empty();
  private volatile Optional<Instant> connectedSince = Optional.empty();
  private volatile Optional<Instant> lastHeard = Optional.empty();

  LinkHistory() {}

  void statusChanged(MachineStatus status, Instant now) {
    statusSince = Optional.of(now);
    if (status == MachineStatus.DOWN || status == MachineStatus.WAITING) {
      connectedSince = Optional.empty();
    } else if (connectedSince.isEmpty()) {
      connectedSince = Optional.of(now);
    }
  }

  void heard(Instant now) {
    lastHeard = Optional.of(now);
  }

  void ended(DropOutcome outcome) {
    if (outcome instanceof DropOutcome.Dropped) {
      made.incrementAndGet();
    } else if (outcome instanceof DropOutcome.Refused) {
      refused.incrementAndGet();
    } else if (outcome instanceof DropOutcome.Unknown) {
      unanswered.incrementAndGet();
    }
  }

  /** Since when the status is what it is; empty as long as it has never changed. */
  public Optional<Instant> statusSince() {
    return statusSince;
  }

  /** Since when the board is linked and logged in; empty if it is not. */
  public Optional<Instant> connectedSince() {
    return connectedSince;
  }

  /** When the board was last heard; empty if it never was. */
  public Optional<Instant> lastHeard() {
    return lastHeard;
  }

  /** How many orders the board has made. */
  public long made() {
    return made.get();
  }

  /** How many orders the board has refused. */
  public long refused() {
    return refused.get();
  }

  /** How many orders were left without an answer in time. */
  public long unanswered() {
    return unanswered.get();
  }
}
