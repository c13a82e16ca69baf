package io.drinkd.appliance.machine;

import io.drinkd.driver.DropOutcome;
import io.drinkd.driver.link.BoardMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What this appliance has found of a machine's link, and of its orders, since it was started; the
 * orders are counted on when the machine's board is reached in another way.
 */
final class LinkHistory {

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

  /** An order that counts as unanswered has been answered after all. */
  void answeredLate(DropOutcome outcome) {
    counts.unanswered.decrementAndGet();
    orderEnded(outcome);
  }

  /** All of it as it is now. */
  LinkFacts facts() {
    return new LinkFacts(
        statusSince,
        connectedSince,
        lastMessage,
        Optional.of(
            new LinkFacts.Counts(
                counts.made.get(),
                counts.refused.get(),
                counts.unanswered.get(),
                counts.garbage.get())));
  }
}
