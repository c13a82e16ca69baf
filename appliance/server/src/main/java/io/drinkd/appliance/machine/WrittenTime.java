package io.drinkd.appliance.machine;

import java.time.Duration;
import java.time.Instant;

/** Times in what appliances write for each other: milliseconds since 1970. */
final class WrittenTime {

  /** As it is. */
  static final Duration EXACT = Duration.ofMillis(1);

  /** What only repeats what is known is written again no sooner. */
  static final Duration STEP = Duration.ofSeconds(10);

  private WrittenTime() {}

  /** Rounded down to steps. */
  static long of(Instant at, Duration step) {
    long millis = at.toEpochMilli();
    return millis - Math.floorMod(millis, step.toMillis());
  }

  static Instant parse(String text) {
    return Instant.ofEpochMilli(Long.parseLong(text));
  }
}
