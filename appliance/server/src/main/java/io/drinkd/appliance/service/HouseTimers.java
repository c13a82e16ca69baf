package io.drinkd.appliance.service;

import io.drinkd.appliance.store.SharedBooks;
import io.drinkd.appliance.store.Store;
import io.drinkd.driver.Timers;
import java.time.Clock;
import java.time.Duration;

/**
 * The time of the house: with books that several appliances have, all of them go by one clock.
 *
 * @param own the computer's, which calls
 * @param clock the time of day
 */
record HouseTimers(Timers own, Clock clock) implements Timers {

  /** The timers of whoever has these books. */
  static Timers of(Timers own, Store store) {
    // Whoever has another time than the computer's, as tests, means it.
    return own.clock().equals(Clock.systemUTC())
        ? store
            .shared()
            .map(SharedBooks::clock)
            .<Timers>map(clock -> new HouseTimers(own, clock))
            .orElse(own)
        : own;
  }

  @Override
  public long nanoTime() {
    return own.nanoTime();
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    return own.after(delay, task);
  }
}
