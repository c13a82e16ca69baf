package io.drinkd.appliance.metric;

import java.util.concurrent.atomic.LongAdder;

/** A number that only grows. May be used by any number of threads, which do not wait. */
public final class Counter {

  private final LongAdder sum = new LongAdder();

  /** Counts one more. */
  public void increment() {
    sum.increment();
  }

  /** How many were counted so far. */
  public long sum() {
    return sum.sum();
  }
}
