package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.service.Period;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The times {@code from} and {@code to} of calls that look back. */
final class Periods {

  private Periods() {}

  /** What the query says; from so long ago, and to now, where it does not say. */
  static Period last(Duration usual, Fields query, Clock clock) {
    // What happens at this moment has happened.
    Instant now = clock.instant().plusMillis(1);
    return period(query, now.minus(usual), now);
  }

  /** The same from the beginning. */
  static Period all(Fields query, Clock clock) {
    return period(query, Instant.EPOCH, clock.instant().plusMillis(1));
  }

  private static Period period(Fields query, Instant usualFrom, Instant now) {
    Optional<Instant> from = query.time("from");
    Instant until = query.time("to").orElse(now);
    Instant begin = from.orElse(usualFrom.isBefore(until) || query.has("from") ? usualFrom : until);
    if (from.isPresent() && from.get().isAfter(until)) {
      query.mistake("from", "is after to");
    }
    return new Period(begin, until);
  }
}
