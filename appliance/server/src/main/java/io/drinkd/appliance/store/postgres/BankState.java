package io.drinkd.appliance.store.postgres;

import io.drinkd.appliance.store.SharedBooks.Writable;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the bank can be written, and since when. Each change of it is logged once. For the thread
 * that writes; what is returned may be asked for on any.
 */
final class BankState {

  private static final Logger LOG = LoggerFactory.getLogger(BankState.class);

  private final BankAddress address;
  private final Clock clock;

  /** When it was last known to serve. */
  private Instant served;

  /** When it last answered before it was lost. */
  private long awaySinceNanos;

  private String failing = "";

  /** What was logged of this outage: it may go to and fro between two reasons. */
  private final Set<String> reasons = new HashSet<>();

  private volatile Writable writable;
  private volatile Runnable silent = () -> {};
  private volatile long heardNanos = System.nanoTime();

  /** It is open, and can be written. */
  BankState(BankConnections connections) {
    address = connections.address();
    clock = connections.clock();
    served = clock.instant();
    writable = new Writable(true, served);
  }

  /** Whether it can be written, and since when that is so. */
  Writable writable() {
    return writable;
  }

  private void cannotBeWritten() {
    if (writable.now()) {
      writable = new Writable(false, served);
    }
  }

  /** It has answered something. */
  void heard() {
    heardNanos = System.nanoTime();
  }

  /** How long it has not answered, once that is so long that no order leaves. */
  Optional<Duration> silence() {
    return Optional.of(Duration.ofNanos(System.nanoTime() - heardNanos))
        .filter(time -> time.compareTo(address.takeover().dividedBy(2)) >= 0);
  }

  /** From now on {@code listener} is called when it has not answered for too long. */
  void whenSilent(Runnable listener) {
    silent = listener;
  }

  /** Everything is refused since the connection was lost. */
  void refused(SQLException cause) {
    if (BankFailure.isSilence(cause)) {
      silent.run();
    }
  }

  /** It has answered that all is well. */
  void answered() {
    heard();
    served = clock.instant();
  }

  /** It was written. */
  void written() {
    answered();
    if (!writable.now()) {
      writable = new Writable(true, served);
    }
    if (!failing.isEmpty()) {
      failing = "";
      // What to do: nothing; what was asked for meanwhile was refused.
      LOG.info("bank {} can be written again", address);
    }
  }

  /** It was not written, though it is there. */
  void notWritten(String why) {
    cannotBeWritten();
    if (!failing.equals(why)) {
      failing = why;
      // What to do: what the line says, on the server; what was asked for was refused.
      LOG.error("write failed: {}", failing);
    }
  }

  /** The connection was lost, which may be no more than that. */
  void disconnected(SQLException cause) {
    cannotBeWritten();
    awaySinceNanos = heardNanos;
    reasons.clear();
    if (BankFailure.isSilence(cause)) {
      // Another connection would be no better.
      away(cause);
    } else {
      LOG.info("bank {} disconnected: {}", address, BankFailure.reasonAway(address, cause));
    }
  }

  /** There is no other one, which may have another reason each time. */
  void away(SQLException cause) {
    String reason = BankFailure.reasonAway(address, cause);
    boolean first = reasons.isEmpty();
    if (!reasons.add(reason)) {
      return;
    }
    if (first) {
      // What to do: see to the database or the network; what is asked for meanwhile is refused, and
      // drinkd reconnects by itself.
      LOG.error("bank {} is away, trying again: {}", address, reason);
    } else {
      // What to do: what the line says; drinkd reconnects by itself.
      LOG.warn("bank {} is still away: {}", address, reason);
    }
  }

  /** It is there, and must not be used. */
  void unusable(String why) {
    if (!failing.equals(why)) {
      failing = why;
      // What to do: what the line says, on the server; drinkd reconnects by itself then.
      LOG.error("bank not reconnected, trying again: {}", failing);
    }
  }

  /** There is another connection. */
  void back() {
    failing = "";
    answered();
    // What to do: nothing; what was asked for meanwhile was refused.
    LOG.info(
        "bank {} is back after {} ms",
        address,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - awaySinceNanos));
  }
}
