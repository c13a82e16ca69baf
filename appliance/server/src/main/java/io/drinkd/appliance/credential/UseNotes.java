package io.drinkd.appliance.credential;

import java.time.Duration;
import java.time.Instant;

/** When something was used last is noted so seldom that using it costs next to nothing. */
final class UseNotes {

  private static final Duration EVERY = Duration.ofMinutes(1);

  private UseNotes() {}

  /** Whether a use now is to be noted, if the last one that was noted was then. */
  static boolean isDue(Instant last, Instant now) {
    // Either way, so that a clock that is set back does not stop it.
    return Duration.between(last, now).abs().compareTo(EVERY) >= 0;
  }
}
