package io.drinkd.appliance.store.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of day at the bank, by which all appliances go, whatever their own clocks show: else a
 * delay that one wrote and another one carries out would be shorter or longer by as much as the two
 * are apart. It is asked for now and then, and continued from there by the clock that nobody sets.
 * Safe for threads.
 */
final class BankClock extends Clock {

  private static final Logger LOG = LoggerFactory.getLogger(BankClock.class);

  /** So far it may be off before it is set, so that it does not go back for the length of a way. */
  private static final Duration TOLERATED = Duration.ofSeconds(1);

  private static final Duration REMARKABLE = Duration.ofSeconds(10);

  /**
   * @param at the time at the bank
   * @param nanos when, on the clock that nobody sets
   */
  private record Known(Instant at, long nanos) {
    Instant after(long now) {
      return at.plusNanos(now - nanos);
    }
  }

  private final Clock own;
  private final LongSupplier nanoTime;
  private final ZoneId zone;

  /** The same in all zones. */
  private final AtomicReference<Known> known;

  private volatile boolean remarked;

  BankClock() {
    this(Clock.systemUTC(), System::nanoTime);
  }

  /**
   * @param own the clock of this computer
   * @param nanoTime the one that nobody sets
   */
  BankClock(Clock own, LongSupplier nanoTime) {
    this(
        own,
        nanoTime,
        ZoneOffset.UTC,
        new AtomicReference<>(new Known(own.instant(), nanoTime.getAsLong())));
  }

  private BankClock(Clock own, LongSupplier nanoTime, ZoneId zone, AtomicReference<Known> known) {
    this.own = own;
    this.nanoTime = nanoTime;
    this.zone = zone;
    this.known = known;
  }

  /** When a question for the time leaves, for {@link #answered}. */
  long asked() {
    return nanoTime.getAsLong();
  }

  /**
   * The bank has answered what time it is.
   *
   * @param askedNanos what {@link #asked} returned
   */
  void answered(Instant time, long askedNanos) {
    long now = nanoTime.getAsLong();
    long half = (now - askedNanos) / 2;
    Instant at = time.plusNanos(half);
    Duration off = Duration.between(known.get().after(now), at).abs();
    if (off.compareTo(TOLERATED.plusNanos(half)) > 0) {
      known.set(new Known(at, now));
    }
    remark(Duration.between(own.instant(), at));
  }

  private void remark(Duration ahead) {
    boolean remarkable = ahead.abs().compareTo(REMARKABLE) > 0;
    if (remarkable && !remarked) {
      // What to do: have the clocks of this computer and of the database's host set by NTP.
      LOG.warn(
          "the clock of this computer is {} s {} that of the bank, which drinkd uses instead",
          ahead.abs().toSeconds(),
          ahead.isNegative() ? "ahead of" : "behind");
    }
    remarked = remarkable;
  }

  @Override
  public Instant instant() {
    return known.get().after(nanoTime.getAsLong());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new BankClock(own, nanoTime, other, known);
  }
}
