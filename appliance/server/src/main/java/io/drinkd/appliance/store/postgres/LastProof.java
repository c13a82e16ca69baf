package io.drinkd.appliance.store.postgres;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When it was last proven that this process has the bank. Safe for threads. */
final class LastProof {

  /**
   * A point in time on both clocks of this computer.
   *
   * @param nanos on the one that nobody sets, which stands still while the computer sleeps
   * @param millis the time of day, which somebody may set
   */
  record Moment(long nanos, long millis) {}

  private final LongSupplier nanoTime;
  private final LongSupplier millis;
  private volatile Moment last;

  /** It is proven now. */
  LastProof() {
    this(System::nanoTime, System::currentTimeMillis);
  }

  /**
   * @param nanoTime the clock that nobody sets
   * @param millis the time of day
   */
  LastProof(LongSupplier nanoTime, LongSupplier millis) {
    this.nanoTime = nanoTime;
    this.millis = millis;
    this.last = now();
  }

  /** To be asked for before whatever proves it, for {@link #since}. */
  Moment now() {
    return new Moment(nanoTime.getAsLong(), millis.getAsLong());
  }

  /** It was proven by what was asked then. */
  void since(Moment asked) {
    last = asked;
  }

  /** Whether it was less than so long ago, but for the time for which the computer slept. */
  boolean isWithin(Duration time) {
    return nanoTime.getAsLong() - last.nanos < time.toNanos();
  }

  /**
   * Whether it was less than so long ago even if the computer slept meanwhile. It is not until the
   * next proof either, where somebody has only set the time of day forward.
   */
  boolean isSurelyWithin(Duration time) {
    return isWithin(time) && millis.getAsLong() - last.millis < time.toMillis();
  }
}
